package org.pxebootstack.contract.install;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.KernelArguments;

/**
 * What boot-handler answers to {@code GET /config/<mac>}: everything os-installer has to know. The
 * first seven keys are pvmlab's.
 *
 * @param cloudInitUrl where the NoCloud seed is, ending in a slash
 * @param rootfsUrl the root file system: a tar archive, compressed with zstd or gzip by its ending
 * @param kmodsUrl the kernel modules of the installer's kernel
 * @param kernelUrl the installer's kernel
 * @param rebootOnSuccess false leaves a shell instead
 * @param rootfsSha256 lower-case hexadecimal digest; null where the image has no manifest
 * @param rootfsSize bytes of the compressed archive; null where the image has no manifest
 * @param manifestUrl the image's manifest, which has the digests of the archive's chunks; null
 *     where the image has none
 * @param manifestSha256 the manifest's own digest; null likewise
 * @param progressUrl where progress events go
 * @param kernelArgs added to the installed system's kernel command line
 */
public record InstallerConfiguration(
    URI cloudInitUrl,
    DistroName distro,
    Architecture arch,
    URI rootfsUrl,
    URI kmodsUrl,
    URI kernelUrl,
    boolean rebootOnSuccess,
    @Nullable String rootfsSha256,
    @Nullable Long rootfsSize,
    @Nullable URI manifestUrl,
    @Nullable String manifestSha256,
    URI progressUrl,
    DiskHint disk,
    WipePolicy wipe,
    @Nullable KernelArguments kernelArgs) {}
