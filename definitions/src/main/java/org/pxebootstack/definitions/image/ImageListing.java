package org.pxebootstack.definitions.image;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.install.ContractJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one image's directory held at one moment.
 *
 * @param present whether there is such a directory
 * @param files the names of the files in it, and of links that lead to one
 * @param manifest null where there is none, as pvmlab leaves images
 * @param manifestSha256 the digest of its file; null likewise
 * @param trouble why the directory or its manifest can't be read; null where they can
 */
record ImageListing(
    Path directory,
    boolean present,
    Set<String> files,
    @Nullable ImageManifest manifest,
    @Nullable String manifestSha256,
    @Nullable String trouble) {
  private static final JsonMapper JSON = ContractJson.mapper();

  static ImageListing of(Path directory) {
    Set<String> files = new HashSet<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(directory, Files::isRegularFile)) {
      entries.forEach(each -> files.add(String.valueOf(each.getFileName())));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return new ImageListing(directory, false, Set.of(), null, null, null);
    } catch (IOException | DirectoryIteratorException e) {
      return troubled(directory, Set.of(), "cannot be read (" + e.getMessage() + ")");
    }
    if (!files.contains(ImageManifest.FILE_NAME)) {
      return new ImageListing(directory, true, files, null, null, null);
    }
    try {
      byte[] text = Files.readAllBytes(directory.resolve(ImageManifest.FILE_NAME));
      ImageManifest manifest = JSON.readValue(text, ImageManifest.class);
      return manifest == null
          ? troubled(directory, files, "has an empty manifest.json")
          : new ImageListing(directory, true, files, manifest, Sha256.of(text), null);
    } catch (IOException | JacksonException | NullPointerException e) {
      return troubled(directory, files, "has a manifest.json that cannot be read");
    }
  }

  private static ImageListing troubled(Path directory, Set<String> files, String trouble) {
    return new ImageListing(directory, true, files, null, null, trouble);
  }

  boolean has(String file) {
    return files.contains(file);
  }

  List<String> startingWith(String prefix) {
    return files.stream().filter(each -> each.startsWith(prefix)).sorted().toList();
  }
}
