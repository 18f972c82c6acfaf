package org.pxebootstack.cli.distro;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.machine.ImageFile;

/** What a manifest says of a file, from reading it once. */
public final class FileDigest {
  private FileDigest() {}

  /** The whole file's digest. */
  public static ImageManifest.Entry of(ImageFile name, Path file) throws IOException {
    ImageManifest.Entry entry = withChunks(name, file);
    return new ImageManifest.Entry(name, entry.size(), entry.sha256(), null, null);
  }

  /** Also the digest of each chunk, so that an installer can check it before it uses it. */
  public static ImageManifest.Entry withChunks(ImageFile name, Path file) throws IOException {
    MessageDigest whole = Sha256.begin();
    List<String> chunks = new ArrayList<>();
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = in.readNBytes(ImageManifest.CHUNK_SIZE);
      while (chunk.length > 0) {
        whole.update(chunk);
        chunks.add(Sha256.of(chunk));
        size += chunk.length;
        chunk = in.readNBytes(ImageManifest.CHUNK_SIZE);
      }
    }
    return new ImageManifest.Entry(name, size, Sha256.end(whole), ImageManifest.CHUNK_SIZE, chunks);
  }
}
