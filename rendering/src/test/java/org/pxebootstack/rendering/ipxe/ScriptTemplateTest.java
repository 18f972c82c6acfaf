package org.pxebootstack.rendering.ipxe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pxebootstack.contract.definition.ParsedDefinition;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.definition.VmDefinitionParser;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.contract.machine.InvalidValueException;

class ScriptTemplateTest {
  private static final String ALL_NAMES =
      """
      #!ipxe
      # {{name}} {{mac}} {{arch}} {{distro}} {{base_url}}
      echo {{title}}
      kernel {{kernel_url}} {{#initrds}}initrd={{name}} {{/initrds}}{{arguments}} || exit 1
      {{#initrds}}
      initrd --name {{name}} {{url}} || exit 1
      {{/initrds}}
      {{#install}}
      echo the disk is overwritten
      {{/install}}
      {{^install}}
      echo the disk is left alone
      {{/install}}
      boot
      """;

  @Test
  void fillsInAllNamesOfAMachineThatIsInstalled() {
    assertThat(parse(ALL_NAMES).render(spec(true), "TOKEN"))
        .isEqualTo(
            """
            #!ipxe
            # web1 52:54:00:12:34:56 x86_64 debian-13 http://10.0.0.1
            echo installing debian-13 on web1
            kernel http://10.0.0.1/images/debian-13/x86_64/vmlinuz initrd=initrd.gz initrd=modules.cpio.gz \
            ip=dhcp console=tty0 console=ttyS0,115200 config_url=http://10.0.0.1/config/52:54:00:12:34:56 \
            installer_mac=52:54:00:12:34:56 pxeboot.token=TOKEN || exit 1
            initrd --name initrd.gz http://10.0.0.1/initrds/x86_64/initrd.gz || exit 1
            initrd --name modules.cpio.gz http://10.0.0.1/images/debian-13/x86_64/modules.cpio.gz || exit 1
            echo the disk is overwritten
            boot
            """);
  }

  @Test
  void fillsInAllNamesOfAMachineThatBootsItsOwnKernel() {
    assertThat(parse(ALL_NAMES).render(spec(false), null))
        .isEqualTo(
            """
            #!ipxe
            # web1 52:54:00:12:34:56 x86_64 debian-13 http://10.0.0.1
            echo starting debian-13 on web1
            kernel http://10.0.0.1/images/debian-13/x86_64/vmlinuz initrd=initrd.img \
            ip=dhcp console=tty0 console=ttyS0,115200 root=LABEL=cloudimg-rootfs \
            ds=nocloud;s=http://10.0.0.1/cloud-init/web1/ || exit 1
            initrd --name initrd.img http://10.0.0.1/images/debian-13/x86_64/initrd.img || exit 1
            echo the disk is left alone
            boot
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          echo {{name}}|the script does not begin with a line #!ipxe; write a Mustache template that begins with #!ipxe
          #!ipxe{{name}}|the script does not begin with a line #!ipxe; write a Mustache template that begins with #!ipxe
          #!ipxe~{{.Name}}|this is a Go template, as pvmlab has them; write Mustache: {{name}} for {{.Name}}; docs/data-formats.md lists the names
          #!ipxe~{{nmae}}|the template can't be filled in (No method or field with name 'nmae' on line 2); write a Mustache template that begins with #!ipxe
          #!ipxe~{{#install}}{{nmae}}{{/install}}|the template can't be filled in (No method or field with name 'nmae' on line 2); write a Mustache template that begins with #!ipxe
          #!ipxe~{{^install}}{{nmae}}{{/install}}|the template can't be filled in (No method or field with name 'nmae' on line 2); write a Mustache template that begins with #!ipxe
          #!ipxe~{{>common}}|the template can't be filled in ({{>common}} names another file: write its text here); write a Mustache template that begins with #!ipxe
          """)
  void saysWhyItCanNotBeUsed(String template, String sentence) {
    assertThatThrownBy(() -> parse(template.replace('~', '\n')))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(sentence);
  }

  @Test
  void takesOnlyText() {
    byte[] latin1 = "#!ipxe\necho \u00e4\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> ScriptTemplate.parse(latin1))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("the text is not UTF-8; save it as UTF-8");
  }

  private static ScriptTemplate parse(String template) {
    return ScriptTemplate.parse(template.getBytes(StandardCharsets.UTF_8));
  }

  private static BootSpec spec(boolean install) {
    byte[] json =
        """
        {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56", "pxeboot": %s, "distro": "debian-13"}
        """
            .formatted(install)
            .getBytes(StandardCharsets.UTF_8);
    if (!(VmDefinitionParser.parse("web1.json", json)
        instanceof ParsedDefinition.Valid(VmDefinition vm))) {
      throw new AssertionError("the definition is right");
    }
    DistroImage image =
        new DistroImage(
            new DistroName("debian-13"),
            vm.arch(),
            new ImageFile("vmlinuz"),
            new ImageFile("initrd.img"),
            new ImageFile("rootfs.tar.zst"),
            new ImageFile("modules.cpio.gz"),
            null,
            null,
            null);
    return BootSpec.of(vm, image, URI.create("http://10.0.0.1"));
  }
}
