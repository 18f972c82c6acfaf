package org.pxebootstack.rendering.ipxe;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.InstallSettings;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.contract.machine.MachineName;

/**
 * A user's own iPXE script as a Mustache template (https://mustache.github.io), in place of ours.
 * Pure. docs/data-formats.md lists what it can refer to.
 */
public final class ScriptTemplate {
  private static final Mustache.Compiler MUSTACHE =
      Mustache.compiler()
          .escapeHTML(false)
          .withLoader(name -> {
            throw new MustacheException(
                "{{>" + name + "}} names another file: write its text here");
          });

  private final Template template;

  private ScriptTemplate(Template template) {
    this.template = template;
  }

  /**
   * Reads a template, and renders a machine of both kinds by it.
   *
   * @param utf8 the template's text
   * @throws InvalidValueException with a sentence for people when it can't be used
   */
  public static ScriptTemplate parse(byte[] utf8) {
    String cure = "write a Mustache template that begins with #!ipxe";
    String text = decoded(utf8);
    if (text.contains("{{.") || text.contains("{{ .")) {
      throw InvalidValueException.hiding(
          "this is a Go template, as pvmlab has them",
          "write Mustache: {{name}} for {{.Name}}; docs/data-formats.md lists the names");
    }
    List<String> scripts;
    ScriptTemplate template;
    try {
      template = new ScriptTemplate(MUSTACHE.compile(text));
      scripts =
          List.of(template.render(sample(true), "TOKEN"), template.render(sample(false), "TOKEN"));
    } catch (RuntimeException e) { // MustacheException, or what its engine did not expect
      throw InvalidValueException.hiding(
          "the template can't be filled in (" + e.getMessage() + ")", cure);
    }
    if (!scripts.stream().allMatch(each -> each.startsWith("#!ipxe\n"))) {
      throw InvalidValueException.hiding("the script does not begin with a line #!ipxe", cure);
    }
    return template;
  }

  private static String decoded(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw InvalidValueException.hiding("the text is not UTF-8", "save it as UTF-8");
    }
  }

  /**
   * Fills it in.
   *
   * @param token null for a person who looks
   */
  public String render(BootSpec spec, @Nullable String token) {
    VmDefinition vm = spec.machine();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", vm.name().value());
    values.put("mac", vm.mac().toString());
    values.put("arch", vm.arch().toString());
    values.put("distro", vm.distro() == null ? "" : vm.distro().value());
    values.put("install", spec.kind() == BootSpec.Kind.INSTALL);
    values.put("title", spec.title());
    values.put("base_url", spec.base().toString());
    values.put("kernel_url", spec.kernel().toString());
    values.put(
        "initrds",
        spec.initrds().stream()
            .map(each -> Map.of("name", each.name(), "url", each.uri().toString()))
            .toList());
    values.put("arguments", IpxeScript.commandLine(spec, token));
    return template.execute(values);
  }

  private static BootSpec sample(boolean install) {
    DistroName distro = new DistroName("debian-13");
    VmDefinition vm =
        new VmDefinition(
            "sample.json",
            new MachineName("sample"),
            Role.TARGET,
            Architecture.X86_64,
            MacAddress.parse("52:54:00:00:00:01"),
            null,
            null,
            null,
            null,
            install,
            distro,
            null,
            null,
            null,
            InstallSettings.DEFAULT);
    DistroImage image =
        new DistroImage(
            distro,
            Architecture.X86_64,
            new ImageFile("vmlinuz"),
            new ImageFile("initrd.img"),
            new ImageFile("rootfs.tar.zst"),
            new ImageFile("modules.cpio.gz"),
            null,
            null,
            null);
    return BootSpec.of(vm, image, URI.create("http://192.168.105.1"));
  }
}
