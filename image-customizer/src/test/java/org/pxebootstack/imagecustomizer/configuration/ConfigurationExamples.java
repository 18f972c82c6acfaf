package org.pxebootstack.imagecustomizer.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations, right and wrong. Below each stands {@code motd}, a file, and {@code tree}. */
final class ConfigurationExamples {
  static final SourceFiles FILES =
      path ->
          Optional.ofNullable(
              Map.of(
                      "motd", new SourceFiles.Found(false, 12),
                      "huge", new SourceFiles.Found(false, 4L << 30),
                      "tree", new SourceFiles.Found(true, 0),
                      "root.tar.zst", new SourceFiles.Found(false, 5L << 30))
                  .get(path));

  private static final String HEAD =
      """
      input:
        distro: debian-13
      output:
        image:
          path: out
          format: pxe-dir
      """;

  private ConfigurationExamples() {}

  static String with(String more) {
    return HEAD + more;
  }

  static List<String> valid() {
    return List.of(
        HEAD,
        """
        architecture: x86_64
        previewFeatures: [ ]
        input:
          image:
            path: root.tar.zst
        output:
          image:
            path: out.iso
            format: iso
        """,
        with("os:\n  hostname: live1\n"),
        with("os:\n  kernelCommandLine:\n    extraCommandLine: [ \"nomodeset\", \"a=b c\" ]\n"),
        with("os:\n  kernelCommandLine:\n    extraCommandLine: nomodeset quiet\n"),
        with("os:\n  packages:\n    install: [ vim-tiny, \"curl=8.1-2\" ]\n    remove: [ nano ]\n"),
        with("os:\n  additionalFiles:\n  - source: motd\n    destination: /etc/motd\n"),
        with(
            """
            os:
              additionalFiles:
              - content: hi
                destination: /etc/motd
                permissions: "0644"
            """),
        with("os:\n  additionalDirs:\n  - source: tree\n    destination: /srv\n"),
        with("os:\n  groups:\n  - name: staff2\n    gid: 1500\n"),
        with(
            """
            os:
              users:
              - name: admin
                uid: 1000
                password:
                  type: hashed
                  value: $6$saltsalt$abcdefgh
                passwordExpiresDays: 90
                sshPublicKeys:
                - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me@laptop
                secondaryGroups: [ sudo ]
                startupCommand: /bin/bash
            """),
        with("os:\n  services:\n    enable: [ ssh ]\n    disable: [ getty@tty1 ]\n"),
        with(
            """
            os:
              modules:
              - name: nbd
                loadMode: always
                options:
                  nbds_max: 4
            """),
        with("os:\n  cloudInit:\n    userData: \"#cloud-config\"\n"),
        with("iso:\n  initramfsType: full-os\n"),
        with("pxe:\n  initramfsType: full-os\n  loadKernelFrom: http\n"),
        with("pxe:\n  initramfsType: bootstrap\n  bootstrapBaseUrl: http://192.168.105.1/live/a\n"),
        with("pxe:\n  initramfsType: bootstrap\n  bootstrapFileUrl: nfs://server/a/rescue.iso\n"),
        with(
            """
            pxe:
              initramfsType: bootstrap
              bootstrapFormat: squashfs
              bootstrapFileUrl: http://s/a/image.squashfs
            """),
        with(
            """
            pxe:
              additionalFiles:
              - source: motd
                destination: /files/motd
                fetchTo: /etc/motd
            """),
        with(
            """
            scripts:
              postCustomization:
              - content: echo
                interpreter: /bin/sh
                arguments: [ a ]
                environmentVariables:
                  LANG: C
              finalizeCustomization:
              - path: motd
                runIn: host
                network: true
            """));
  }

  /** What both the parser and the schema refuse. */
  static List<String> invalid() {
    return List.of(
        "input: 1\n",
        "input:\n  distro: debian-13\n",
        with("unknown: 1\n"),
        with("storage: {}\n"),
        with("architecture: sparc\n"),
        with("os:\n  hostname: a b\n"),
        with("os:\n  hostnam: a\n"),
        with("os: [ ]\n"),
        with("os:\n  kernelCommandLine:\n    extraCommandLine: [ \"\" ]\n"),
        with("os:\n  kernelCommandLine:\n    extraCommandLine: [ \"a;b\" ]\n"),
        with("os:\n  kernelCommandLine:\n    extraCommandLine: \"\"\n"),
        with("os:\n  packages:\n    install: [ \"a b\" ]\n"),
        with("os:\n  packages:\n    install: vim\n"),
        with("os:\n  additionalFiles:\n  - destination: /etc/motd\n"),
        with("os:\n  additionalFiles:\n  - source: motd\n    content: x\n    destination: /a\n"),
        with("os:\n  additionalFiles:\n  - source: motd\n    destination: \"\"\n"),
        with("os:\n  additionalFiles:\n  - source: motd\n    destination: etc/motd\n"),
        with("os:\n  additionalFiles:\n  - source: motd\n    destination: /a/../b\n"),
        with(
            """
            os:
              additionalFiles:
              - source: motd
                destination: /a
                permissions: rw
            """),
        with("os:\n  groups:\n  - gid: 5\n"),
        with("os:\n  groups:\n  - name: a\n    gid: 99999\n"),
        with("os:\n  users:\n  - name: a\n    password:\n      type: plain-text\n      value: x\n"),
        with("os:\n  users:\n  - name: a\n    password:\n      type: hashed\n"),
        with("os:\n  users:\n  - name: a\n    sshPublicKeys: [ nonsense ]\n"),
        with("os:\n  services:\n    enable: [ \"a b\" ]\n"),
        with("os:\n  modules:\n  - name: a/b\n"),
        with("os:\n  modules:\n  - name: a\n    loadMode: never\n"),
        with("os:\n  modules:\n  - name: a\n    options:\n      x: \"a b\"\n"),
        with("iso:\n  initramfsType: none\n"),
        with("pxe:\n  initramfsType: bootstrap\n"),
        with(
            """
            pxe:
              initramfsType: bootstrap
              bootstrapBaseUrl: http://a/b
              bootstrapFileUrl: http://a/b.iso
            """),
        with("pxe:\n  bootstrapBaseUrl: http://a/b\n"),
        with("pxe:\n  initramfsType: full-os\n  bootstrapFileUrl: http://a/b.iso\n"),
        with("pxe:\n  initramfsType: bootstrap\n  bootstrapBaseUrl: gopher://a/b\n"),
        with("pxe:\n  initramfsType: bootstrap\n  bootstrapBaseUrl: \"http://a/b?c;d\"\n"),
        with("pxe:\n  initramfsType: bootstrap\n  bootstrapFileUrl: http://a/b.img\n"),
        with(
            """
            pxe:
              initramfsType: bootstrap
              bootstrapFormat: squashfs
              bootstrapFileUrl: http://a/b.iso
            """),
        with("pxe:\n  additionalFiles:\n  - source: motd\n    destination: \"\"\n"),
        with("pxe:\n  additionalFiles:\n  - source: motd\n    destination: boot/vmlinuz\n"),
        with("scripts:\n  postCustomization:\n  - path: motd\n    content: x\n"),
        with("scripts:\n  postCustomization:\n  - path: motd\n    interpreter: bash\n"),
        with("scripts:\n  postCustomization:\n  - path: motd\n    runIn: anywhere\n"));
  }

  /** Where files have to be looked at, or two values compared. */
  static List<String> onlyTheParserRefuses() {
    return List.of(
        with("os:\n  additionalFiles:\n  - source: absent\n    destination: /a\n"),
        with("os:\n  additionalFiles:\n  - source: huge\n    destination: /a\n"),
        with("os:\n  additionalFiles:\n  - source: tree\n    destination: /a\n"),
        with("os:\n  additionalDirs:\n  - source: motd\n    destination: /a\n"),
        with("os:\n  users:\n  - name: a\n  - name: a\n"),
        with("os:\n  services:\n    enable: [ a ]\n    disable: [ a ]\n"),
        with("iso:\n  additionalFiles:\n  - source: huge\n    destination: /a\n"),
        with(
            """
            pxe:
              additionalFiles:
              - source: motd
                destination: /a
              - source: motd
                destination: a
            """));
  }
}
