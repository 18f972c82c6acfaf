package org.pxebootstack.rendering.cloudinit;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.InstallSettings;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.PasswordHash;
import org.pxebootstack.contract.machine.SshKey;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/**
 * Renders the four files of a NoCloud seed
 * (https://cloudinit.readthedocs.io/en/latest/reference/datasources/nocloud.html). Pure.
 */
public final class NoCloudSeed {
  /** Three seconds apart. */
  private static final int PHONE_HOME_TRIES = 20;

  /**
   * Everything but ASCII is escaped: to YAML 1.1, which cloud-init reads, U+0085, U+2028 and U+2029
   * are ends of lines, behind which a text would no longer be one.
   */
  private static final DumpSettings STYLE =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setSplitLines(false)
          .setUseUnicodeEncoding(false)
          .build();

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .dumperOptions(STYLE)
                  .stringQuotingChecker(new QuotedWhereYaml11SeesMore())
                  .build())
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .build();

  private NoCloudSeed() {}

  public static String metaData(VmDefinition vm) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("instance-id", "iid-cloudimg-" + vm.name());
    data.put("local-hostname", vm.name().value());
    data.put("public-keys", keys(vm.sshKey()));
    return YAML.writeValueAsString(data);
  }

  public static String userData(VmDefinition vm) {
    return userData(vm, PasswordHash::value, vm.install().userData());
  }

  /**
   * As {@link #userData}, for a person who looks: password hashes and the definition's own
   * user_data, which may hold secrets, are left out.
   *
   * @param instead stands in their places, between parentheses
   */
  public static String userDataWithoutSecrets(VmDefinition vm, String instead) {
    String theirs = vm.install().userData();
    if (theirs != null) {
      // What starts with # says itself what it is, and so does what stands for it.
      String start = theirs.startsWith("#") && !isCloudConfig(theirs) ? "#" : "";
      theirs = "%s(lines: %d, %s)".formatted(start, theirs.lines().count(), instead);
    }
    return userData(vm, _ -> "(" + instead + ")", theirs);
  }

  private static String userData(
      VmDefinition vm, Function<PasswordHash, String> hash, @Nullable String theirs) {
    Map<String, Object> data = new LinkedHashMap<>();
    List<Object> users = new ArrayList<>();
    users.add(user(InstallSettings.LOGIN_USER.value(), keys(vm.sshKey()), null));
    for (InstallSettings.User each : vm.install().users()) {
      List<String> keys = each.sshKeys().stream().map(SshKey::value).toList();
      PasswordHash password = each.passwordHash();
      users.add(user(each.name().value(), keys, password == null ? null : hash.apply(password)));
    }
    data.put("users", users);
    data.put("disable_root", true);
    data.put("ssh_pwauth", false);
    String ours = "#cloud-config\n" + YAML.writeValueAsString(data);
    if (theirs == null) {
      return ours;
    }
    // cloud-init merges the parts of an archive in order, the later over the earlier.
    return "#cloud-config-archive\n" + YAML.writeValueAsString(List.of(part(ours), part(theirs)));
  }

  /**
   * Version 2: a static address where the definition has one and its network, and where this stack
   * is in that network and gives its addresses; DHCP otherwise, which gives the machine the address
   * that is reserved.
   */
  public static String networkConfig(VmDefinition vm, Uplink uplink) {
    Map<String, Object> ethernet = new LinkedHashMap<>();
    ethernet.put("match", Map.of("macaddress", vm.mac().toString()));
    List<String> addresses = new ArrayList<>();
    List<Object> routes = new ArrayList<>();
    List<String> nameServers = new ArrayList<>();
    IpNetwork subnet = vm.subnet();
    if (vm.ip() != null && subnet != null && uplink.isIn(subnet)) {
      ethernet.put("dhcp4", false);
      addresses.add(IpNetwork.text(vm.ip()) + "/" + subnet.prefixLength());
      String provisioner = IpNetwork.text(Objects.requireNonNull(uplink.provisioner()));
      routes.add(route("0.0.0.0/0", provisioner));
      nameServers.add(provisioner);
    } else {
      ethernet.put("dhcp4", true);
      // The installer asked by its MAC; by the same identifier the system keeps that lease.
      ethernet.put("dhcp-identifier", "mac");
    }
    boolean reserved = vm.ipv6() != null && uplink.dhcp().givesAddresses();
    if (reserved && vm.ipv6() != null && vm.subnetv6() != null) {
      // The way out comes from router advertisements.
      addresses.add(IpNetwork.text(vm.ipv6()) + "/" + vm.subnetv6().prefixLength());
    } else if (reserved) {
      ethernet.put("dhcp6", true);
    }
    if (!addresses.isEmpty()) {
      ethernet.put("addresses", addresses);
    }
    if (!routes.isEmpty()) {
      ethernet.put("routes", routes);
    }
    if (!nameServers.isEmpty()) {
      Map<String, Object> dns = new LinkedHashMap<>();
      dns.put("addresses", nameServers);
      dns.put("search", List.of(uplink.domain()));
      ethernet.put("nameservers", dns);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("version", 2);
    data.put("ethernets", Map.of("primary", ethernet));
    return YAML.writeValueAsString(data);
  }

  private static Map<String, Object> route(String destination, String via) {
    Map<String, Object> route = new LinkedHashMap<>();
    route.put("to", destination);
    route.put("via", via);
    return route;
  }

  /**
   * What a user's own user-data is merged over, so that it is not lost where that is a script.
   *
   * @param phoneHome where the installed system says that it is up; null where it does not
   */
  public static String vendorData(@Nullable URI phoneHome) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (phoneHome != null) {
      Map<String, Object> call = new LinkedHashMap<>();
      call.put("url", phoneHome.toString());
      call.put("post", List.of("instance_id"));
      call.put("tries", PHONE_HOME_TRIES);
      data.put("phone_home", call);
    }
    return "#cloud-config\n" + YAML.writeValueAsString(data);
  }

  private static Map<String, Object> user(String name, List<String> keys, @Nullable String hash) {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("name", name);
    user.put("groups", List.of("sudo"));
    user.put("shell", "/bin/bash");
    user.put("sudo", "ALL=(ALL) NOPASSWD:ALL");
    user.put("lock_passwd", hash == null);
    if (hash != null) {
      user.put("passwd", hash);
    }
    if (!keys.isEmpty()) {
      user.put("ssh_authorized_keys", keys);
    }
    return user;
  }

  /** What says itself what it is, such as a script, is told by its first line. */
  private static Map<String, Object> part(String content) {
    Map<String, Object> part = new LinkedHashMap<>();
    if (isCloudConfig(content) || !content.startsWith("#")) {
      part.put("type", "text/cloud-config");
    }
    part.put("content", content);
    return part;
  }

  private static boolean isCloudConfig(String content) {
    return content.startsWith("#cloud-config\n");
  }

  private static List<String> keys(@Nullable SshKey key) {
    return key == null ? List.of() : List.of(key.value());
  }

  /**
   * YAML 1.1, which cloud-init reads, takes a bare 52:54:00:12:34:56 for a number to base 60, and a
   * bare {@code no} or {@code off}, which may be a machine's name, for false. What starts with one
   * of these may be a number, null, or more than a text (https://yaml.org/type).
   */
  private static final class QuotedWhereYaml11SeesMore extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1;

    @Override
    public boolean needToQuoteValue(String value) {
      return super.needToQuoteValue(value)
          || (!value.isEmpty() && "0123456789+-.~=<".indexOf(value.charAt(0)) >= 0);
    }
  }
}
