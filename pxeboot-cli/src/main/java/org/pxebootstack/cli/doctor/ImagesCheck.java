package org.pxebootstack.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.ClientArchitecture;
import org.pxebootstack.contract.machine.Quoted;
import org.pxebootstack.definitions.image.ImageCatalog;
import org.pxebootstack.definitions.image.ImageProblems;

/**
 * Looks for files that the defined machines are sent to and that are not there.
 *
 * @param programs the stack's own files; empty outside of its container
 */
record ImagesCheck(Path imagesDir, Optional<BootPrograms> programs, List<VmDefinition> definitions)
    implements Check {
  private static final String NAME = "images";

  /**
   * @param initrds the installer's initramfs, one directory for each architecture
   * @param tftp what is served by TFTP
   */
  record BootPrograms(Path initrds, Path tftp) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(imageFindings());
    programs.ifPresent(each -> {
      findings.addAll(installerFindings(each));
      findings.addAll(bootProgramFindings(each));
    });
    return findings;
  }

  /** One for each thing that is missing, however many machines need it. */
  private List<Finding> imageFindings() {
    Map<Problem, List<String>> files = new LinkedHashMap<>();
    for (Problem each :
        ImageProblems.of(definitions, new ImageCatalog(imagesDir, Duration.ofMinutes(1)))) {
      Problem missing = new Problem("", each.field(), each.value(), each.complaint(), each.cure());
      files.computeIfAbsent(missing, key -> new ArrayList<>()).add(each.file());
    }
    List<Finding> findings = new ArrayList<>();
    if (!files.isEmpty() && !Files.isDirectory(imagesDir)) {
      findings.add(
          Finding.problem(
              NAME,
              imagesDir + " does not exist or is not a directory",
              "mount the images there, or name their directory with IMAGES_DIR"));
      return findings;
    }
    files.forEach((missing, needing) -> {
      String value = missing.value() == null ? missing.field() + ":" : Quoted.of(missing.value());
      findings.add(
          Finding.problem(
              NAME,
              "%s %s (needed by %s)".formatted(value, missing.complaint(), some(needing)),
              missing.cure()));
    });
    return findings;
  }

  private List<Finding> installerFindings(BootPrograms programs) {
    List<Finding> findings = new ArrayList<>();
    byArchitecture(VmDefinition::pxeboot)
        .forEach((architecture, files) -> {
          Path initramfs = programs.initrds().resolve(architecture + "/initrd.gz");
          if (!Files.isReadable(initramfs)) {
            findings.add(missing("the installer " + initramfs, files));
          }
        });
    return findings;
  }

  private List<Finding> bootProgramFindings(BootPrograms programs) {
    Map<String, List<String>> needed = new TreeMap<>();
    byArchitecture(each -> true)
        .forEach((architecture, files) -> {
          needed
              .computeIfAbsent(ClientArchitecture.IPXE_SCRIPT, key -> new ArrayList<>())
              .addAll(files);
          ClientArchitecture.of(architecture)
              .forEach(each -> each.nbp().ifPresent(name -> needed.put(name, files)));
        });
    List<Finding> findings = new ArrayList<>();
    needed.forEach((name, files) -> {
      Path program = programs.tftp().resolve(name);
      // A link leads to what is made when the stack starts.
      if (!Files.isReadable(program) && !Files.isSymbolicLink(program)) {
        findings.add(missing("the boot program " + program, files));
      }
    });
    return findings;
  }

  private static Finding missing(String what, List<String> needing) {
    return Finding.problem(
        NAME,
        "%s is missing (needed by %s)".formatted(what, some(needing)),
        "use an image of the stack that has it, or mount it there");
  }

  /** The files of the definitions of machines that boot here. */
  private Map<Architecture, List<String>> byArchitecture(Predicate<VmDefinition> wanted) {
    return definitions.stream()
        .filter(each -> each.role() == Role.TARGET)
        .filter(wanted)
        .collect(
            Collectors.groupingBy(
                VmDefinition::arch,
                TreeMap::new,
                Collectors.mapping(VmDefinition::file, Collectors.toList())));
  }

  private static String some(List<String> files) {
    return files.size() == 1
        ? files.getFirst()
        : "%s and %d more".formatted(files.getFirst(), files.size() - 1);
  }
}
