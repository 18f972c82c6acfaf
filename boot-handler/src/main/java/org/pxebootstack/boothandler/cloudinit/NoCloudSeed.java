package org.pxebootstack.boothandler.cloudinit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.InstallSettings;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.PasswordHash;
import org.pxebootstack.contract.machine.SshKey;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/**
 * Renders the four files of a NoCloud seed
 * (https://cloudinit.readthedocs.io/en/latest/reference/datasources/nocloud.html). Pure.
 */
final class NoCloudSeed {
  /** pvmlab's {@code vm shell} and {@code vm copy} log in as this user on every distribution. */
  private static final String LOGIN_USER = "ubuntu";

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .stringQuotingChecker(new QuotedWhereItStartsWithADigit())
                  .build())
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .build();

  private NoCloudSeed() {}

  static String metaData(VmDefinition vm) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("instance-id", "iid-cloudimg-" + vm.name());
    data.put("local-hostname", vm.name().value());
    data.put("public-keys", keys(vm.sshKey()));
    return YAML.writeValueAsString(data);
  }

  static String userData(VmDefinition vm) {
    Map<String, Object> data = new LinkedHashMap<>();
    List<Object> users = new ArrayList<>();
    users.add(user(LOGIN_USER, keys(vm.sshKey()), null));
    for (InstallSettings.User each : vm.install().users()) {
      List<String> keys = each.sshKeys().stream().map(SshKey::value).toList();
      users.add(user(each.name().value(), keys, each.passwordHash()));
    }
    data.put("users", users);
    data.put("disable_root", true);
    data.put("ssh_pwauth", false);
    String ours = "#cloud-config\n" + YAML.writeValueAsString(data);
    String theirs = vm.install().userData();
    if (theirs == null) {
      return ours;
    }
    // cloud-init merges the parts of an archive in order, the later over the earlier.
    return "#cloud-config-archive\n" + YAML.writeValueAsString(List.of(part(ours), part(theirs)));
  }

  static String networkConfig(VmDefinition vm) {
    Map<String, Object> ethernet = new LinkedHashMap<>();
    ethernet.put("match", Map.of("macaddress", vm.mac().toString()));
    ethernet.put("dhcp4", true);
    // The installer asked by its MAC; by the same identifier the system keeps that lease.
    ethernet.put("dhcp-identifier", "mac");
    if (vm.ipv6() != null) {
      ethernet.put("dhcp6", true);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("version", 2);
    data.put("ethernets", Map.of("primary", ethernet));
    return YAML.writeValueAsString(data);
  }

  static String vendorData() {
    return "#cloud-config\n{}\n";
  }

  private static Map<String, Object> user(
      String name, List<String> keys, @Nullable PasswordHash hash) {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("name", name);
    user.put("groups", List.of("sudo"));
    user.put("shell", "/bin/bash");
    user.put("sudo", "ALL=(ALL) NOPASSWD:ALL");
    user.put("lock_passwd", hash == null);
    if (hash != null) {
      user.put("passwd", hash.value());
    }
    if (!keys.isEmpty()) {
      user.put("ssh_authorized_keys", keys);
    }
    return user;
  }

  private static Map<String, Object> part(String content) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("type", "text/cloud-config");
    part.put("content", content);
    return part;
  }

  private static List<String> keys(@Nullable SshKey key) {
    return key == null ? List.of() : List.of(key.value());
  }

  /** YAML 1.1, which cloud-init reads, takes a bare 52:54:00:12:34:56 for a number to base 60. */
  private static final class QuotedWhereItStartsWithADigit extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1;

    @Override
    public boolean needToQuoteValue(String value) {
      return super.needToQuoteValue(value)
          || (!value.isEmpty() && Character.isDigit(value.charAt(0)));
    }
  }
}
