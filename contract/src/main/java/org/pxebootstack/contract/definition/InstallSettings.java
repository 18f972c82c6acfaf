package org.pxebootstack.contract.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.install.DiskHint;
import org.pxebootstack.contract.install.WipePolicy;
import org.pxebootstack.contract.machine.KernelArguments;
import org.pxebootstack.contract.machine.LiveName;
import org.pxebootstack.contract.machine.PasswordHash;
import org.pxebootstack.contract.machine.SshKey;
import org.pxebootstack.contract.machine.UserName;

/**
 * The {@code install} key of a definition: what this stack adds to pvmlab's keys.
 *
 * @param kernelArgs for the installer's kernel and for the installed system's
 * @param users made besides {@link #LOGIN_USER}
 * @param userData cloud-config text that is merged over ours
 * @param live the published live system that the machine is booted into; null for none
 * @param secureBoot whether it is loaded by its signed shim and GRUB instead of iPXE
 */
public record InstallSettings(
    InstallPolicy policy,
    DiskHint disk,
    WipePolicy wipe,
    @Nullable KernelArguments kernelArgs,
    List<User> users,
    @Nullable String userData,
    @Nullable LiveName live,
    boolean secureBoot) {

  /** pvmlab's {@code vm shell} and {@code vm copy} log in as this user on every distribution. */
  public static final UserName LOGIN_USER = new UserName("ubuntu");

  public static final InstallSettings DEFAULT =
      new InstallSettings(
          InstallPolicy.ALWAYS,
          DiskHint.NONE,
          WipePolicy.BLANK_OR_OURS,
          null,
          List.of(),
          null,
          null,
          false);

  public InstallSettings {
    users = List.copyOf(users);
  }

  /** What DHCP needs of it. */
  InstallSettings onTheNetwork() {
    return live == null
        ? DEFAULT
        : new InstallSettings(
            DEFAULT.policy, DEFAULT.disk, DEFAULT.wipe, null, List.of(), null, live, secureBoot);
  }

  /** A login user; without a password hash only keys let it in. */
  public record User(UserName name, List<SshKey> sshKeys, @Nullable PasswordHash passwordHash) {
    public User {
      sshKeys = List.copyOf(sshKeys);
    }
  }
}
