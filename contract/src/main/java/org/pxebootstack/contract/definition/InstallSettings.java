package org.pxebootstack.contract.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.install.DiskHint;
import org.pxebootstack.contract.install.WipePolicy;
import org.pxebootstack.contract.machine.KernelArguments;
import org.pxebootstack.contract.machine.PasswordHash;
import org.pxebootstack.contract.machine.SshKey;
import org.pxebootstack.contract.machine.UserName;

/**
 * The {@code install} key of a definition: what this stack adds to pvmlab's keys.
 *
 * @param kernelArgs for the installer's kernel and for the installed system's
 * @param users made besides {@link #LOGIN_USER}
 * @param userData cloud-config text that is merged over ours
 */
public record InstallSettings(
    InstallPolicy policy,
    DiskHint disk,
    WipePolicy wipe,
    @Nullable KernelArguments kernelArgs,
    List<User> users,
    @Nullable String userData) {

  /** pvmlab's {@code vm shell} and {@code vm copy} log in as this user on every distribution. */
  public static final UserName LOGIN_USER = new UserName("ubuntu");

  public static final InstallSettings DEFAULT =
      new InstallSettings(
          InstallPolicy.ALWAYS, DiskHint.NONE, WipePolicy.BLANK_OR_OURS, null, List.of(), null);

  public InstallSettings {
    users = List.copyOf(users);
  }

  /** A login user; without a password hash only keys let it in. */
  public record User(UserName name, List<SshKey> sshKeys, @Nullable PasswordHash passwordHash) {
    public User {
      sshKeys = List.copyOf(sshKeys);
    }
  }
}
