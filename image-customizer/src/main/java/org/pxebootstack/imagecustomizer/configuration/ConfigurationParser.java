package org.pxebootstack.imagecustomizer.configuration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Content;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Format;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Input;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.KernelFlavour;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Script;
import tools.jackson.core.JacksonException;

/**
 * Text of a configuration in, configuration or problems out. Its keys are Image Customizer's where
 * the two overlap (microsoft.github.io/azure-linux-image-tools, API configuration); {@code
 * input.distro}, {@code input.kernel}, {@code architecture}, {@code pxe.bootstrapFormat}, {@code
 * pxe.loadKernelFrom}, {@code fetchTo} and {@code os.cloudInit} are ours.
 */
public final class ConfigurationParser {
  private final ContentParser contents;

  private ConfigurationParser(SourceFiles files) {
    this.contents = new ContentParser(files);
  }

  /**
   * Reads a configuration.
   *
   * @param file its name, for the problems
   * @param yaml its text
   * @param files what is there of what it names
   */
  public static ParsedConfiguration parse(String file, String yaml, SourceFiles files) {
    @Nullable YamlNode root;
    try {
      root = YamlTree.read(yaml);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      return invalid(
          file,
          line,
          "this is not YAML (" + e.getOriginalMessage().lines().findFirst().orElse("") + ")");
    }
    if (!(root instanceof YamlNode.Mapping mapping)) {
      return invalid(file, 1, root == null ? "the file is empty" : "there are no keys");
    }
    List<ConfigurationProblem> problems = new ArrayList<>();
    Section fields = Section.root(file, mapping, problems);
    ImageConfiguration configuration = new ConfigurationParser(files).read(fields);
    if (configuration == null || !problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(ConfigurationProblem::line));
      return new ParsedConfiguration.Invalid(problems);
    }
    return new ParsedConfiguration.Valid(configuration);
  }

  private static ParsedConfiguration invalid(String file, int line, String complaint) {
    return new ParsedConfiguration.Invalid(
        List.of(new ConfigurationProblem(file, line, "", null, complaint, "correct the file")));
  }

  private @Nullable ImageConfiguration read(Section fields) {
    Architecture architecture = fields.optional("architecture", Architecture::parse);
    fields.refuse("storage", "has no meaning for a live system, which has no disk");
    fields.has("previewFeatures");
    Input input = input(fields.nested("input"));
    ImageConfiguration.Output output = output(fields.nested("output"));
    Os os = new OsParser(contents).os(fields.nested("os"));
    BootParser boot = new BootParser(contents);
    ImageConfiguration.BootMedium iso = boot.iso(fields.nested("iso"));
    boolean network = fields.has("pxe") || (output != null && output.format() != Format.ISO);
    ImageConfiguration.Pxe pxe = boot.pxe(fields.nested("pxe"), network);
    Section scripts = fields.nested("scripts");
    List<Script> post = scripts.each("postCustomization", this::script);
    List<Script> last = scripts.each("finalizeCustomization", this::script);
    scripts.refuseOthers();
    fields.refuseOthers();
    return input == null || output == null
        ? null
        : new ImageConfiguration(
            Objects.requireNonNullElse(architecture, Architecture.X86_64),
            input,
            output,
            os,
            iso,
            pxe,
            post,
            last);
  }

  private @Nullable Input input(Section fields) {
    DistroName distro = fields.optional("distro", ConfigurationParser::distro);
    KernelFlavour kernel =
        fields.optional("kernel", text -> Allowed.constant(KernelFlavour.class, text));
    boolean hasDistro = fields.has("distro");
    boolean hasImage = fields.has("image");
    Section image = fields.nested("image");
    String path = contents.any(image, "path");
    if (hasDistro && hasImage) {
      fields.complain("image", null, "stands beside distro", "leave one of them out");
    } else if (!hasDistro && !image.has("path")) {
      fields.complain(
          "distro", null, "is missing", "write debian-13, or image: with a path below it");
    }
    if (hasImage && kernel != null) {
      fields.complain(
          "kernel", null, "stands beside image, which has its own", "leave one of them out");
    }
    image.refuseOthers();
    fields.refuseOthers();
    if (distro != null) {
      return new Input.Distro(distro, Objects.requireNonNullElse(kernel, KernelFlavour.GENERIC));
    }
    return path == null ? null : new Input.ImagePath(path);
  }

  private static DistroName distro(String text) {
    DistroName name = new DistroName(text);
    if (!name.value().equals("debian-13")) {
      throw new InvalidValueException(
          text, "can't be made", "write debian-13, or give a root file system as image: path");
    }
    return name;
  }

  private static ImageConfiguration.@Nullable Output output(Section fields) {
    fields.has("artifacts");
    Section image = fields.nested("image");
    String path = image.required("path", "say where the result goes", Allowed::path);
    Format format =
        image.required(
            "format",
            "write iso, pxe-dir or pxe-tar",
            text -> Allowed.constant(Format.class, text));
    image.refuseOthers();
    fields.refuseOthers();
    return path == null || format == null ? null : new ImageConfiguration.Output(path, format);
  }

  private @Nullable Script script(Section fields) {
    Content content = contents.content(fields, "path");
    String name = fields.optional("name", Allowed::argument);
    String interpreter = fields.optional("interpreter", Allowed::interpreter);
    List<String> arguments = fields.texts("arguments", Allowed::argument);
    List<String> environment = fields.pairs("environmentVariables", Allowed::environmentValue);
    ImageConfiguration.RunIn runIn =
        fields.optional("runIn", text -> Allowed.constant(ImageConfiguration.RunIn.class, text));
    boolean network = fields.flag("network");
    if (content == null) {
      return null;
    }
    return new Script(
        name == null ? defaultName(content) : name,
        content,
        interpreter,
        arguments,
        environment,
        Objects.requireNonNullElse(runIn, ImageConfiguration.RunIn.IMAGE),
        network);
  }

  private static String defaultName(Content content) {
    return content instanceof Content.Source source ? source.path() : "script";
  }
}
