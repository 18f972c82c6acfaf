package org.pxebootstack.contract.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Definitions right and wrong, one peculiarity each. */
final class DefinitionExamples {
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample me@laptop";

  private static final Set<String> REQUIRED = Set.of("name", "arch", "mac");

  private DefinitionExamples() {}

  /**
   * A field and values that are right in it.
   *
   * @param frame a definition with %s where the value's JSON belongs
   */
  record Field(String frame, List<String> values) {
    Field {
      frame = frame.replace('\'', '"');
    }

    String in(String json) {
      return frame.replace("%s", json);
    }

    /** The key before the value. */
    String name() {
      return frame.replaceFirst(".*\"(\\w+)\": \\[?%s.*", "$1");
    }
  }

  static List<Field> fields() {
    return List.of(
        new Field(
            "{'name': %s, 'arch': 'x86_64', 'mac': '525400123456'}",
            List.of("web-1", "a", "Ab-c--d")),
        new Field("{'name': 'a', 'arch': %s, 'mac': '525400123456'}", List.of("x86_64", "aarch64")),
        new Field(
            "{'name': 'a', 'arch': 'x86_64', 'mac': %s}",
            List.of(
                "52:54:00:12:34:56",
                "00-00-00-00-00-01",
                "5254.0012.3456",
                "525400ABCDEF",
                "52.54.00.12.34.56")),
        field("'role': %s", "target", "provisioner"),
        field("'ip': %s", "192.168.105.10", "10.0.0.1", "169.255.1.1", "223.9.9.9", "128.0.0.1"),
        field("'subnet': %s", "192.168.105.0/24", "10.0.0.0/8", "0.0.0.0/0", "127.0.0.0/32"),
        field("'ipv6': %s", "fd00::2", "2001:db8:1:2:3:4:5:6", "::2", "fec0::9", "0:0:ffff::1"),
        field("'subnetv6': %s", "fd00::/64", "2001:db8:1:2:3:4:5:6/128", "::/0", "fe80::1/9"),
        field("'distro': %s", "debian-13", "ubuntu-24.04", "a_b"),
        field("'ssh_key': %s", KEY, "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ=="),
        field("'kernel': %s", "vmlinuz-6.12.0-1+deb13~1", "a"),
        field("'initrd': %s", "initrd.img-6.12"),
        field("'install': {'policy': %s}", "always", "once"),
        field("'install': {'wipe': %s}", "any", "blank-or-ours", "blank-only"),
        field("'install': {'kernel_args': %s}", "nomodeset", "a=b console=ttyS1,115200"),
        field("'install': {'live': %s}", "rescue", "a-1"),
        field("'install': {'user_data': %s}", "#cloud-config\npackages: [vim]\n"),
        field("'install': {'disk': {'by_id': %s}}", "nvme-Samsung_SSD_990_S1"),
        field("'install': {'disk': {'serial': %s}}", "S 1"),
        field("'install': {'disk': {'wwn': %s}}", "0x5000c500a1b2c3d4", "eui.0025385b71b0a1c2"),
        field("'install': {'disk': {'path': %s}}", "/dev/nvme0n1"),
        field("'install': {'disk': {'max_size': %s}}", "2TiB"),
        field("'install': {'disk': {'min_size': %s}}", "20GiB", "500 GB", "1024"),
        field("'install': {'users': [{'name': %s}]}", "admin", "_a-1", "ubuntu2"),
        field("'install': {'users': [{'name': 'a', 'ssh_keys': [%s]}]}", KEY),
        field(
            "'install': {'users': [{'name': 'a', 'password_hash': %s}]}", "$6$salt$abcdefgh./12"));
  }

  private static Field field(String text, String... values) {
    return new Field(frame(text), List.of(values));
  }

  private static String frame(String fields) {
    return "{'name': 'a', 'arch': 'x86_64', 'mac': '525400123456', " + fields + "}";
  }

  static List<String> valid() {
    List<String> examples = new ArrayList<>();
    for (Field each : fields()) {
      each.values().forEach(value -> examples.add(each.in(quoted(value))));
      // Nothing is written in many ways, where something need not be written.
      if (!REQUIRED.contains(each.name())) {
        examples.add(each.in("null"));
        examples.add(each.in("''"));
      }
    }
    for (String each :
        List.of(
            "'pxeboot': true, 'distro': 'debian-13'",
            "'pxeboot': false",
            "'pxeboot': null",
            "'pxeboot': ''",
            "'something': {'else': [1]}",
            "'$schema': 'vm-definition.schema.json'",
            "'ssh_port': 2222",
            "'install': null",
            "'install': ''",
            "'install': {}",
            "'install': {'other': 1}",
            "'install': {'disk': null}",
            "'install': {'disk': ''}",
            "'install': {'disk': {'other': 1}}",
            "'install': {'disk': {'rotational': true}}",
            "'install': {'disk': {'rotational': false}}",
            "'install': {'disk': {'rotational': null}}",
            "'install': {'disk': {'rotational': ''}}",
            "'install': {'disk': {'min_size': '1GiB', 'max_size': '1GiB'}}",
            "'install': {'users': null}",
            "'install': {'users': ''}",
            "'install': {'users': []}",
            "'install': {'users': [{'name': 'a', 'ssh_keys': null}]}",
            "'install': {'users': [{'name': 'a', 'ssh_keys': [null, '']}]}",
            "'ssh_key': '" + KEY + "\\n'",
            "'ip': '192.168.105.2', 'subnet': '192.168.105.0/24'",
            "'ipv6': '0:0:0:0:0:0:0:2'",
            "'subnetv6': '1:2:3:4:5:6:7::/64'",
            "'kernel': '" + "k".repeat(128) + "'",
            "'install': {'user_data': '\\u0085\\u00a0\\u2028\\ufeff\\ud83d\\ude00'}",
            "'install': {'kernel_args': 'k" + " k".repeat(127) + "'}",
            "'install': {'kernel_args': '" + "k".repeat(1024) + "'}")) {
      examples.add(frame(each));
    }
    examples.add("{'name': 'a', 'arch': 'x86_64', 'mac': '525400123456'}");
    examples.add("{'name': '" + "a".repeat(63) + "', 'arch': 'x86_64', 'mac': '525400123456'}");
    return json(examples);
  }

  static List<String> invalid() {
    List<String> examples = new ArrayList<>();
    for (Field each : fields()) {
      examples.add(each.in("7"));
      examples.add(each.in("true"));
      examples.add(each.in("['a']"));
      examples.add(each.in("{'a': 'b'}"));
    }
    for (String each :
        List.of("web1\\n", "web 1", "-a", "a-", "a.b", "10", "12h", "ignore", "Ab--cd")) {
      examples.add("{'name': '%s', 'arch': 'x86_64', 'mac': '525400123456'}".formatted(each));
    }
    for (String each :
        List.of(
            "zz",
            "ff:ff:ff:ff:ff:ff",
            "00:00:00:00:00:00",
            "01:00:5e:00:00:01",
            "52:54:00:12:34",
            "52:54-00:12:34:56",
            "5254.0012.3456\\n")) {
      examples.add("{'name': 'a', 'arch': 'x86_64', 'mac': '%s'}".formatted(each));
    }
    for (String each :
        List.of(
            "'role': 'Target'",
            "'ip': '127.0.0.1'",
            "'ip': '0.0.0.0'",
            "'ip': '224.0.0.1'",
            "'ip': '169.254.0.1'",
            "'ip': '256.0.0.1'",
            "'ip': '10.0.0'",
            "'ip': 'fd00::1'",
            "'subnet': '10.0.0.0'",
            "'subnet': '10.0.0.0/33'",
            "'subnet': '10.0.0.0/+8'",
            "'subnet': '10.0.0.0/08'",
            "'subnet': 'fd00::/64'",
            "'ipv6': '::1'",
            "'ipv6': '::'",
            "'ipv6': 'ff02::1'",
            "'ipv6': 'fe80::1'",
            "'ipv6': '1::2::3'",
            "'ipv6': '1:2:3:4:5:6:7'",
            "'ipv6': '1:2:3:4:5:6:7::8'",
            "'ipv6': '::ffff:c0a8:6902'",
            "'ipv6': '0:0:0:0:0:ffff::'",
            "'ipv6': '10.0.0.1'",
            "'subnetv6': 'fd00::/129'",
            "'subnetv6': '::ffff:c0a8:6902/96'",
            "'subnetv6': '10.0.0.0/8'",
            "'pxeboot': 'yes'",
            "'pxeboot': 1",
            "'distro': '../etc'",
            "'distro': '" + "d".repeat(65) + "'",
            "'kernel': '../vmlinuz'",
            "'kernel': '" + "k".repeat(129) + "'",
            "'ssh_key': 'no key'",
            "'install': true",
            "'install': 'once'",
            "'install': []",
            "'install': {'policy': 'never'}",
            "'install': {'wipe': 'all'}",
            "'install': {'disk': '/dev/sda'}",
            "'install': {'disk': {'path': 'sda'}}",
            "'install': {'disk': {'wwn': 'a b'}}",
            "'install': {'disk': {'rotational': 'yes'}}",
            "'install': {'disk': {'rotational': 1}}",
            "'install': {'disk': {'min_size': '20 giga'}}",
            "'install': {'kernel_args': 'a  b'}",
            "'install': {'live': 'a/b'}",
            "'install': {'live': 'r', 'secure_boot': 'yes'}",
            "'install': {'kernel_args': 'a;b'}",
            "'install': {'kernel_args': 'k" + " k".repeat(128) + "'}",
            "'install': {'kernel_args': '" + "k".repeat(1025) + "'}",
            "'install': {'users': {}}",
            "'install': {'users': 'admin'}",
            "'install': {'users': ['admin']}",
            "'install': {'users': [null]}",
            "'install': {'users': [{}]}",
            "'install': {'users': [{'name': ''}]}",
            "'install': {'users': [{'name': 'Admin'}]}",
            "'install': {'users': [{'name': 'ubuntu'}]}",
            "'install': {'users': [{'name': 'a', 'ssh_keys': 'x'}]}",
            "'install': {'users': [{'name': 'a', 'ssh_keys': [7]}]}",
            "'install': {'users': [{'name': 'a', 'password_hash': 'hunter2'}]}",
            "'install': {'user_data': 'a\\u0001'}",
            "'install': {'user_data': 'a\\u007f'}",
            "'install': {'user_data': 'a\\u0084'}",
            "'install': {'user_data': 'a\\u009f'}",
            "'install': {'user_data': 'a\\ufffe'}")) {
      examples.add(frame(each));
    }
    String named = "{'name': 'a', 'arch': 'x86_64', 'mac': '525400123456', ";
    examples.addAll(
        List.of(
            "{}",
            "[]",
            "'web1'",
            "{'arch': 'x86_64', 'mac': '525400123456'}",
            "{'name': 'a', 'mac': '525400123456'}",
            "{'name': 'a', 'arch': 'x86_64'}",
            "{'name': '', 'arch': 'x86_64', 'mac': '525400123456'}",
            "{'name': 'a', 'arch': null, 'mac': '525400123456'}",
            "{'name': 'a', 'arch': '', 'mac': '525400123456'}",
            "{'name': 'a', 'arch': 'x86_64', 'mac': null}",
            named + "'pxeboot': true}",
            named + "'pxeboot': true, 'distro': ''}",
            named + "'pxeboot': true, 'distro': null}"));
    return json(examples);
  }

  static List<String> onlyTheParserRefuses() {
    return json(
        List.of(
            frame("'ip': '10.0.0.1', 'subnet': '10.1.0.0/16'"),
            frame("'ip': '10.0.0.255', 'subnet': '10.0.0.0/24'"),
            frame("'ipv6': 'fd00::', 'subnetv6': 'fd00::/64'"),
            frame("'install': {'users': [{'name': 'a'}, {'name': 'a', 'ssh_keys': []}]}"),
            frame("'install': {'user_data': 'half of a character: \\ud800'}"),
            frame("'install': {'disk': {'min_size': '9999999999999TiB'}}"),
            frame("'install': {'disk': {'min_size': '2GiB', 'max_size': '1GiB'}}")));
  }

  private static String quoted(String value) {
    return "'" + value.replace("\n", "\\n") + "'";
  }

  private static List<String> json(List<String> examples) {
    return examples.stream().map(each -> each.replace('\'', '"')).toList();
  }
}
