package org.pxebootstack.rendering.hostile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What may stand in each field of a definition. */
final class RightValues {
  private static final String LOWER = "abcxyz";
  private static final String DIGITS = "0123456789";
  private static final String ALNUM = LOWER + "ABCXYZ" + DIGITS;

  /** The fields, by the path that a problem names. */
  static final Map<String, Arbitrary<String>> OF_FIELDS = new LinkedHashMap<>();

  static {
    Arbitrary<String> file = word(ALNUM, ALNUM + "._+~-", 1, 128);
    Arbitrary<String> printable = Arbitraries.strings().withCharRange(' ', '~');
    Arbitrary<String> key =
        Combinators.combine(
                word(LOWER, LOWER + DIGITS + "@.-", 3, 20),
                word(ALNUM, ALNUM + "+/", 16, 68),
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(30))
            .as((type, bits, comment) -> type + " " + bits + "== " + comment);
    field(
        "name",
        word(ALNUM, ALNUM + "-----", 1, 62).map(each -> each + "x"),
        "no|off|y|null|1e3|0x1|12h0|2001-01-01|true|web-1|Ab-c--d");
    field("arch", "x86_64|aarch64");
    field(
        "mac",
        word("02468ACe", "0123456789abcDEF", 11, 11).map(each -> "5" + each),
        "52:54:00:12:34:56|00-00-00-00-00-01|5254.00AB.3456");
    field("role", "target|provisioner");
    field("pxeboot", "true|false");
    field("ip", "192.168.105.10|192.168.105.9|192.168.105.254");
    field("subnet", "192.168.105.0/24|192.168.0.0/16|0.0.0.0/0");
    field("ipv6", "fd00:0:0::2|FD00::10:0:0:3|fd00::1:0");
    field("subnetv6", "fd00::/64|fd00::/8|::/0");
    field("distro", word(LOWER, LOWER + DIGITS + "-", 1, 64), "debian-13|ubuntu-24.04|a_b.c");
    field("ssh_key", key);
    field("kernel", file);
    field("initrd", file);
    field("install.policy", "always|once");
    field("install.wipe", "any|blank-or-ours|blank-only");
    field("install.disk.by_id", word(ALNUM, ALNUM + "._:+=@-", 1, 255));
    field("install.disk.serial", word(ALNUM, ALNUM + " \"'\\$`", 1, 128));
    field("install.disk.path", "/dev/sda|/dev/disk/by-path/pci-0:1");
    field("install.disk.wwn", word(ALNUM, ALNUM + "._-", 1, 128));
    field("install.disk.min_size", "20GiB|1 B|5");
    field("install.disk.max_size", "2TiB");
    field(
        "install.kernel_args",
        word(ALNUM, ALNUM + "_.,:/=+@%-", 1, 20)
            .list()
            .ofMinSize(1)
            .ofMaxSize(40)
            .map(words -> String.join(" ", words)),
        "nomodeset|console=ttyS1,115200 -- --name x|initrd=a ds=nocloud:s=b");
    field("install.users[0].name", word(LOWER + "_", LOWER + DIGITS + "_-", 1, 32), "no|null|y");
    field("install.users[0].ssh_keys[0]", key);
    field(
        "install.users[0].password_hash",
        word(ALNUM, ALNUM + "./,=$", 8, 60).map(each -> "$6$" + each));
    field(
        "install.user_data",
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange(' ', '~').withChars('\n', '\t').ofMaxLength(200),
            Arbitraries.strings().withCharRange('\u00a1', '\u2fff').ofMaxLength(40),
            printable),
        "#cloud-config\npackages: [vim]\n|#cloud-config\r\nruncmd:\r\n- [ls]\r\n"
            + "|#!/bin/sh\necho '${x}' && reboot\n|  packages:\n  - vim|\n\n \n|\t- a: b # c\n "
            + "|## template: jinja\n#cloud-config\nfqdn: {{ v1.local_hostname }}\n");
  }

  private RightValues() {}

  private static void field(String path, String examples) {
    OF_FIELDS.put(path, Arbitraries.of(List.of(examples.split("\\|"))));
  }

  private static void field(String path, Arbitrary<String> values) {
    OF_FIELDS.put(path, values);
  }

  private static void field(String path, Arbitrary<String> values, String examples) {
    OF_FIELDS.put(path, Arbitraries.oneOf(values, Arbitraries.of(List.of(examples.split("\\|")))));
  }

  private static Arbitrary<String> word(String first, String rest, int shortest, int longest) {
    return Combinators.combine(
            Arbitraries.strings().withChars(first.toCharArray()).ofLength(1),
            Arbitraries.strings()
                .withChars(rest.toCharArray())
                .ofMinLength(shortest - 1)
                .ofMaxLength(longest - 1))
        .as(String::concat);
  }
}
