package org.pxebootstack.imagecustomizer.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.BootstrapFormat;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.InitramfsType;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Input;

class ConfigurationParserTest {

  @Test
  void allThatIsWrongIsSaidAtOnceWithLineAndCure() {
    assertThat(
            sentences(
                """
                input:
                  distro: debian-12
                output:
                  image:
                    path: out
                    format: vhdx
                os:
                  kernelCommandLine:
                    extraCommandLine:
                    - quiet
                    - ""
                  additionalFiles:
                  - source: absent
                    destination: ""
                  - source: motd
                    content: hi
                    destination: /etc/motd
                pxe:
                  initramfsType: bootstrap
                  bootstrapBaseUrl: gopher://a
                  bootstrapFileUrl: http://a/b.img
                """))
        .containsExactly(
            "live.yaml:2: input.distro: \"debian-12\" can't be made; write debian-13, or give a"
                + " root file system as image: path",
            "live.yaml:6: output.image.format: \"vhdx\" is not known; write iso or pxe-dir or"
                + " pxe-tar",
            "live.yaml:11: os.kernelCommandLine.extraCommandLine[1]: \"\" is an empty argument;"
                + " write one, or leave it out",
            "live.yaml:13: os.additionalFiles[0].source: \"absent\" is not there; correct the path,"
                + " which begins at the configuration's directory",
            "live.yaml:14: os.additionalFiles[0].destination: \"\" is an empty destination; write"
                + " an absolute path",
            "live.yaml:16: os.additionalFiles[1].content: stands beside source; leave one of them"
                + " out",
            "live.yaml:20: pxe.bootstrapBaseUrl: \"gopher://a\" has a protocol that the initramfs"
                + " can't load by; write ftp, http, https, nfs or tftp",
            "live.yaml:21: pxe.bootstrapFileUrl: \"http://a/b.img\" stands beside bootstrapBaseUrl;"
                + " leave one of them out",
            "live.yaml:21: pxe.bootstrapFileUrl: \"http://a/b.img\" does not end in what is built,"
                + " image.iso; let it end in .iso, or write bootstrapFormat");
  }

  @Test
  void bootstrapNeedsToKnowWhereTheRestIs() {
    assertThat(sentences(ConfigurationExamples.with("pxe:\n  initramfsType: bootstrap\n")))
        .containsExactly(
            "live.yaml:7: pxe.bootstrapBaseUrl: is missing: a bootstrap initramfs would not know"
                + " where the rest is; write where image.iso is served, such as"
                + " http://192.168.105.1/live/rescue");
  }

  @Test
  void aUrlHasNoMeaningWithFullOs() {
    assertThat(sentences(ConfigurationExamples.with("pxe:\n  bootstrapBaseUrl: http://a/b\n")))
        .containsExactly(
            "live.yaml:8: pxe.bootstrapBaseUrl: has no meaning with full-os, whose initramfs holds"
                + " everything; leave it out, or write initramfsType: bootstrap");
  }

  @Test
  void aPasswordInTheWrongPlaceIsNotRepeated() {
    assertThat(
            sentences(
                ConfigurationExamples.with(
                    """
                    os:
                      users:
                      - name: a
                        password:
                          type: plain-text
                          value: hunter2
                    """)))
        .hasSize(2)
        .noneMatch(each -> each.contains("hunter2"));
  }

  @Test
  void aMisspeltKeyIsNotLostInSilence() {
    assertThat(sentences(ConfigurationExamples.with("pxe:\n  initramfstype: bootstrap\n")))
        .containsExactly(
            "live.yaml:8: pxe.initramfstype: is no key here; write one of additionalFiles,"
                + " bootstrapBaseUrl, bootstrapFileUrl, bootstrapFormat, initramfsType,"
                + " kdumpBootFiles, kernelCommandLine, loadKernelFrom");
  }

  @Test
  void saysWhereTheTextIsNoYaml() {
    assertThat(sentences("input:\n  distro: [\n"))
        .hasSize(1)
        .allMatch(each -> each.matches("live\\.yaml:[23]: this is not YAML .*; correct the file"));
    assertThat(sentences("")).containsExactly("live.yaml:1: the file is empty; correct the file");
    assertThat(sentences("input: 1\ninput: 2\n"))
        .hasSize(1)
        .allMatch(each -> each.contains("uplicate"));
  }

  @Test
  void whatIsNotWrittenHasAMeaning() {
    ImageConfiguration configuration = valid(ConfigurationExamples.with(""));
    assertThat(configuration.iso().initramfsType()).isEqualTo(InitramfsType.BOOTSTRAP);
    assertThat(configuration.pxe().medium().initramfsType()).isEqualTo(InitramfsType.FULL_OS);
    assertThat(configuration.pxe().bootstrapFormat()).isEqualTo(BootstrapFormat.ISO);
    assertThat(configuration.input())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(Input.Distro.class))
        .extracting(Input.Distro::kernel)
        .isEqualTo(ImageConfiguration.KernelFlavour.GENERIC);
  }

  @Test
  void theFileStandsBelowTheBaseUrl() {
    String base = "pxe:\n  initramfsType: bootstrap\n  bootstrapBaseUrl: http://a/b";
    assertThat(valid(ConfigurationExamples.with(base + "\n")).pxe().bootstrapUrl())
        .isEqualTo("http://a/b/image.iso");
    assertThat(
            valid(ConfigurationExamples.with(base + "/\n  bootstrapFormat: squashfs\n"))
                .pxe()
                .bootstrapUrl())
        .isEqualTo("http://a/b/image.squashfs");
  }

  private static ImageConfiguration valid(String yaml) {
    return ConfigurationParser.parse("live.yaml", yaml, ConfigurationExamples.FILES)
            instanceof ParsedConfiguration.Valid(ImageConfiguration configuration)
        ? configuration
        : org.assertj.core.api.Assertions.fail(String.join("\n", sentences(yaml)));
  }

  private static List<String> sentences(String yaml) {
    return ConfigurationParser.parse("live.yaml", yaml, ConfigurationExamples.FILES)
            instanceof ParsedConfiguration.Invalid(List<ConfigurationProblem> problems)
        ? problems.stream().map(ConfigurationProblem::sentence).toList()
        : List.of();
  }
}
