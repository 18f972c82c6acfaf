package org.pxebootstack.initrd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.DataSize;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code initrd-builder}: makes the installer's initramfs. */
@Command(
    name = "initrd-builder",
    mixinStandardHelpOptions = true,
    description = "Makes the initramfs of the installer; the same inputs give the same bytes.")
public final class InitrdBuilder implements Callable<Integer> {
  @Option(names = "--spec", required = true, description = "what goes in, one directive a line")
  private Path spec = Path.of("");

  @Option(names = "--root", required = true, description = "root file system with the tools")
  private Path root = Path.of("");

  @Option(
      names = "--installer",
      required = true,
      description = "directory with the installer; becomes /opt/os-installer")
  private Path installer = Path.of("");

  @Option(names = "--output", required = true, description = "the archive to write")
  private Path output = Path.of("");

  @Option(names = "--max-size", description = "fail where the archive is larger, such as 40MiB")
  private @Nullable String maxSize;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new InitrdBuilder())
            .setExecutionExceptionHandler(InitrdBuilder::explain)
            .execute(args));
  }

  private static int explain(Exception e, CommandLine commandLine, CommandLine.ParseResult result) {
    commandLine.getErr().println("initrd-builder: " + e.getMessage());
    return 1;
  }

  @Override
  public Integer call() throws IOException {
    ToolsRoot tools = new ToolsRoot(root);
    InitramfsSpec content = InitramfsSpec.read(spec, tools);
    content.archive().addTree("/opt/os-installer", installer);
    new SharedLibraries(tools, content.libraryPath()).addTo(content.archive(), content.libraries());
    content.archive().writeTo(output);
    DataSize size = new DataSize(Files.size(output));
    if (maxSize != null && size.bytes() > DataSize.parse(maxSize).bytes()) {
      Files.delete(output);
      throw new IOException("the initramfs has %s, more than %s".formatted(size, maxSize));
    }
    System.out.println(output + ": " + size);
    return 0;
  }
}
