package org.pxebootstack.imagecustomizer.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.MachineName;
import org.pxebootstack.contract.machine.PasswordHash;
import org.pxebootstack.contract.machine.SshKey;
import org.pxebootstack.contract.machine.UserName;

/**
 * What is changed in the root file system, in this order.
 *
 * @param arguments for every way to boot
 * @param cloudInit a NoCloud seed; null for none
 */
public record Os(
    Packages packages,
    @Nullable MachineName hostName,
    List<Group> groups,
    List<User> users,
    List<Directory> directories,
    List<File> files,
    Services services,
    List<Module> modules,
    List<String> arguments,
    @Nullable CloudInit cloudInit) {

  public Os {
    groups = List.copyOf(groups);
    users = List.copyOf(users);
    directories = List.copyOf(directories);
    files = List.copyOf(files);
    modules = List.copyOf(modules);
    arguments = List.copyOf(arguments);
  }

  /**
   * Packages of the distribution.
   *
   * @param updateAll brings every package up to date
   */
  public record Packages(
      boolean updateAll, List<String> install, List<String> remove, List<String> update) {
    public Packages {
      install = List.copyOf(install);
      remove = List.copyOf(remove);
      update = List.copyOf(update);
    }

    public boolean isEmpty() {
      return !updateAll && install.isEmpty() && remove.isEmpty() && update.isEmpty();
    }
  }

  /**
   * A group.
   *
   * @param gid null leaves the choice to groupadd(8)
   */
  public record Group(UserName name, @Nullable Integer gid) {}

  /**
   * A login user, made or, where there is one, changed.
   *
   * @param passwordHash null: only keys let it in
   * @param expiryDays after how many days the password must be changed; null for never
   * @param sshKeyFiles files with one public key in each line
   */
  public record User(
      UserName name,
      @Nullable Integer uid,
      @Nullable PasswordHash passwordHash,
      @Nullable Integer expiryDays,
      List<SshKey> sshKeys,
      List<String> sshKeyFiles,
      @Nullable UserName primaryGroup,
      List<UserName> secondaryGroups,
      @Nullable String startupCommand,
      @Nullable String homeDirectory) {
    public User {
      sshKeys = List.copyOf(sshKeys);
      sshKeyFiles = List.copyOf(sshKeyFiles);
      secondaryGroups = List.copyOf(secondaryGroups);
    }
  }

  /**
   * A directory whose content is copied.
   *
   * @param permissions of directories that are not there yet; octal digits
   * @param filePermissions of the copied files; null keeps theirs
   */
  public record Directory(
      String source, String destination, String permissions, @Nullable String filePermissions) {}

  /**
   * One file.
   *
   * @param permissions octal digits; null means 755 where the source can be run, else 644
   */
  public record File(
      ImageConfiguration.Content content, String destination, @Nullable String permissions) {}

  public record Services(List<String> enable, List<String> disable) {
    public Services {
      enable = List.copyOf(enable);
      disable = List.copyOf(disable);
    }
  }

  /**
   * A kernel module.
   *
   * @param options {@code key=value}
   */
  public record Module(String name, LoadMode loadMode, List<String> options) {
    public Module {
      options = List.copyOf(options);
    }
  }

  /** When a module is loaded. */
  public enum LoadMode {
    /** At each start. */
    ALWAYS,
    /** When the kernel asks for it. */
    AUTO,
    /** Never. */
    DISABLE,
    /** As the image has it. */
    INHERIT
  }

  /** Texts of a NoCloud seed; null where there is none. */
  public record CloudInit(
      @Nullable String userData, @Nullable String metaData, @Nullable String networkConfig) {}
}
