package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pxebootstack.contract.machine.PasswordHash;
import org.pxebootstack.contract.machine.SshKey;
import org.pxebootstack.contract.machine.UserName;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Content;
import org.pxebootstack.imagecustomizer.configuration.Os;

/** Groups and users, by the image's own groupadd(8), useradd(8) and usermod(8). */
record AccountsStep(List<Os.Group> groups, List<Os.User> users) implements Customization.Step {
  @Override
  public String title() {
    return groups.isEmpty() && users.isEmpty()
        ? ""
        : "%d groups, %d users".formatted(groups.size(), users.size());
  }

  @Override
  public void apply(ImageRoot root) throws IOException {
    for (Os.Group each : groups) {
      if (!root.succeeds("getent", "group", each.name().value())) {
        List<String> argv = new ArrayList<>(List.of("groupadd"));
        if (each.gid() != null) {
          argv.add("--gid=" + each.gid());
        }
        argv.add(each.name().value());
        root.run(argv.toArray(String[]::new));
      }
    }
    for (Os.User each : users) {
      account(root, each);
      keys(root, each);
    }
  }

  private static void account(ImageRoot root, Os.User user) throws IOException {
    String name = user.name().value();
    boolean exists = root.succeeds("getent", "passwd", name);
    List<String> argv = new ArrayList<>();
    argv.add(exists ? "usermod" : "useradd");
    if (!exists) {
      argv.add("--create-home");
    }
    if (!exists || user.startupCommand() != null) {
      argv.add("--shell=" + (user.startupCommand() == null ? "/bin/bash" : user.startupCommand()));
    }
    if (user.uid() != null) {
      argv.add("--uid=" + user.uid());
    }
    if (user.homeDirectory() != null) {
      argv.add((exists ? "--home=" : "--home-dir=") + user.homeDirectory());
    }
    if (user.primaryGroup() != null) {
      argv.add("--gid=" + user.primaryGroup());
    }
    if (!user.secondaryGroups().isEmpty()) {
      argv.add(
          "--groups="
              + user.secondaryGroups().stream()
                  .map(UserName::value)
                  .collect(Collectors.joining(",")));
      if (exists) {
        argv.add("--append");
      }
    }
    argv.add(name);
    root.run(argv.toArray(String[]::new));
    PasswordHash hash = user.passwordHash();
    if (hash != null) {
      // By standard input: a command line can be read by others on this host.
      var _ =
          root.sandbox()
              .inImage(false, root.handed(), "chpasswd", "--encrypted")
              .withInput(name + ":" + hash.value() + "\n")
              .run();
    }
    if (user.expiryDays() != null) {
      root.run("chage", "--maxdays", user.expiryDays().toString(), name);
    }
  }

  private static void keys(ImageRoot root, Os.User user) throws IOException {
    List<String> keys = new ArrayList<>(user.sshKeys().stream().map(SshKey::value).toList());
    for (String each : user.sshKeyFiles()) {
      String handed = root.hand(new Content.Source(each));
      keys.addAll(
          Files.readAllLines(root.handed().resolve(handed.substring(Sandbox.HANDED.length() + 1)))
              .stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(line -> new SshKey(line).value())
              .toList());
    }
    if (keys.isEmpty()) {
      return;
    }
    String name = user.name().value();
    String home =
        root.sandbox()
            .inImage(false, root.handed(), "getent", "passwd", name)
            .run()
            .output()
            .strip()
            .split(":")[5];
    root.write(home + "/.ssh/authorized_keys", String.join("\n", keys) + "\n", "600");
    root.run("chmod", "700", home + "/.ssh");
    root.run("chown", "--recursive", "--no-dereference", name + ":", home + "/.ssh");
  }
}
