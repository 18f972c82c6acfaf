package org.pxebootstack.boothandler.upstream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;

/** A file of this host, or one range of it (RFC 9110, section 14). */
final class LocalFileAnswer {
  private static final int BUFFER_BYTES = 128 << 10;

  private LocalFileAnswer() {}

  static void send(Path file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (FileChannel channel = open(file)) {
      long size = channel.size();
      response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
      long first = 0;
      long last = size - 1;
      List<HttpRange> ranges = ranges(request);
      if (ranges.size() == 1) {
        first = ranges.getFirst().getRangeStart(size);
        last = ranges.getFirst().getRangeEnd(size);
        if (first >= size) {
          response.setStatus(416);
          response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
          return;
        }
        response.setStatus(206);
        response.setHeader(
            HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(first, last, size));
      }
      response.setContentLengthLong(last - first + 1);
      if (!request.getMethod().equals("HEAD")) {
        copy(channel.position(first), last - first + 1, response.getOutputStream());
      }
    }
  }

  private static FileChannel open(Path file) throws UpstreamException {
    try {
      return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UpstreamException(HttpStatus.BAD_GATEWAY, file + " can't be read");
    }
  }

  /** None where it is not understood: then the whole file is a right answer. */
  private static List<HttpRange> ranges(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.RANGE);
    // There is no validator that If-Range could hold.
    if (header == null
        || request.getHeader(HttpHeaders.IF_RANGE) != null
        || request.getMethod().equals("HEAD")) {
      return List.of();
    }
    try {
      return HttpRange.parseRanges(header);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static void copy(FileChannel channel, long length, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = length;
    while (left > 0) {
      int count = channel.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(left, buffer.length)));
      if (count < 0) {
        throw new UpstreamException(
            HttpStatus.BAD_GATEWAY, "a file became shorter while it was sent");
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }
}
