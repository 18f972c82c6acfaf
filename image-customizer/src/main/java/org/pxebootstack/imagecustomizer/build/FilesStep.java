package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.pxebootstack.imagecustomizer.configuration.Os;

/** Directories, then files. */
record FilesStep(List<Os.Directory> directories, List<Os.File> files)
    implements Customization.Step {
  @Override
  public String title() {
    return directories.isEmpty() && files.isEmpty()
        ? ""
        : "%d directories, %d files".formatted(directories.size(), files.size());
  }

  @Override
  public void apply(ImageRoot root) throws IOException {
    for (Os.Directory each : directories) {
      copy(root, each);
    }
    for (Os.File each : files) {
      root.write(
          each.destination(),
          each.content(),
          Objects.requireNonNullElseGet(
              each.permissions(), () -> root.isProgram(each.content()) ? "755" : "644"));
    }
  }

  private static void copy(ImageRoot root, Os.Directory directory) throws IOException {
    String handed = root.handTree(directory.source());
    Path copy = root.handed().resolve(handed.substring(Sandbox.HANDED.length() + 1));
    try (Stream<Path> all = Files.walk(copy)) {
      for (Path each : all.sorted().toList()) {
        String inside = copy.relativize(each).toString();
        String target = directory.destination() + (inside.isEmpty() ? "" : "/" + inside);
        String source = handed + (inside.isEmpty() ? "" : "/" + inside);
        if (Files.isSymbolicLink(each)) {
          root.run("cp", "--no-dereference", "--no-target-directory", source, target);
        } else if (Files.isDirectory(each)) {
          if (!root.succeeds("test", "-d", target)) {
            root.run("install", "--directory", "--mode=" + directory.permissions(), target);
          }
        } else {
          String mode =
              directory.filePermissions() != null
                  ? directory.filePermissions()
                  : (Files.isExecutable(each) ? "755" : "644");
          root.run("install", "-D", "--mode=" + mode, "--no-target-directory", source, target);
        }
      }
    }
  }
}
