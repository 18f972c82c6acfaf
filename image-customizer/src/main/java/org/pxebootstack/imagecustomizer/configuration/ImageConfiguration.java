package org.pxebootstack.imagecustomizer.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;

/**
 * How a live system is made, as its YAML file says. Every value has been checked. Paths of files
 * are relative to the YAML file's directory.
 *
 * @param iso how it boots from a CD
 * @param pxe how it boots over the network
 * @param postCustomization run when everything else has been done
 * @param finalizeCustomization run after these
 */
public record ImageConfiguration(
    Architecture architecture,
    Input input,
    Output output,
    Os os,
    BootMedium iso,
    Pxe pxe,
    List<Script> postCustomization,
    List<Script> finalizeCustomization) {

  public ImageConfiguration {
    postCustomization = List.copyOf(postCustomization);
    finalizeCustomization = List.copyOf(finalizeCustomization);
  }

  /** What the live system's root file system is made from. */
  public sealed interface Input {

    /** A distribution's packages. */
    record Distro(DistroName name, KernelFlavour kernel) implements Input {}

    /** A tarball, a directory, a disk image or an earlier ISO. */
    record ImagePath(String path) implements Input {}
  }

  /** Which of a distribution's kernels. */
  public enum KernelFlavour {
    /** Has drivers for real hardware. */
    GENERIC,
    /** For virtual machines: smaller, without drivers for most network cards. */
    CLOUD
  }

  public record Output(String path, Format format) {}

  /** What is made. */
  public enum Format {
    ISO,
    /** A directory with everything that servers need. */
    PXE_DIR,
    /** The same as {@code .tar.gz}. */
    PXE_TAR
  }

  /** Where the root file system is while the system runs. */
  public enum InitramfsType {
    /** A small initramfs fetches it. */
    BOOTSTRAP,
    /** It is the initramfs. */
    FULL_OS
  }

  /** What a bootstrap initramfs fetches. */
  public enum BootstrapFormat {
    ISO("image.iso", ".iso"),
    SQUASHFS("image.squashfs", ".squashfs");

    private final String fileName;
    private final String ending;

    BootstrapFormat(String fileName, String ending) {
      this.fileName = fileName;
      this.ending = ending;
    }

    public String fileName() {
      return fileName;
    }

    String ending() {
      return ending;
    }
  }

  /** By which protocol GRUB loads kernel and initramfs. */
  public enum LoadProtocol {
    TFTP,
    HTTP
  }

  /**
   * One way to boot.
   *
   * @param arguments added to the kernel command line
   */
  public record BootMedium(
      InitramfsType initramfsType, List<String> arguments, List<ArtifactFile> additionalFiles) {
    public BootMedium {
      arguments = List.copyOf(arguments);
      additionalFiles = List.copyOf(additionalFiles);
    }
  }

  /**
   * The network's way.
   *
   * @param bootstrapUrl where the initramfs fetches the root file system; null for full-os, and
   *     where only an ISO is made
   */
  public record Pxe(
      BootMedium medium,
      @Nullable String bootstrapUrl,
      BootstrapFormat bootstrapFormat,
      LoadProtocol loadKernelFrom) {}

  /**
   * A file beside kernel and initramfs.
   *
   * @param destination below the artifacts' directory, without a slash in front
   * @param fetchTo where the live system puts it when it has started; null where it does not
   */
  public record ArtifactFile(
      Content content,
      String destination,
      @Nullable String permissions,
      @Nullable String fetchTo) {}

  /** What stands in a file. */
  public sealed interface Content {
    record Source(String path) implements Content {}

    record Text(String text) implements Content {}
  }

  /**
   * A program of the user's.
   *
   * @param name for messages
   * @param interpreter null where the first line says it
   * @param environment {@code NAME=value}
   * @param runIn whose programs it sees
   * @param network whether it may use the network
   */
  public record Script(
      String name,
      Content content,
      @Nullable String interpreter,
      List<String> arguments,
      List<String> environment,
      RunIn runIn,
      boolean network) {
    public Script {
      arguments = List.copyOf(arguments);
      environment = List.copyOf(environment);
    }
  }

  /** Where a script runs. */
  public enum RunIn {
    /** In the image's root. */
    IMAGE,
    /** Among this host's programs, which it can't change; the image's root is at {@code /image}. */
    HOST
  }
}
