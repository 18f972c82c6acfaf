package org.pxebootstack.boothandler.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered, its body not read yet.
 *
 * @param uri from where it comes, after redirects
 * @param address of the server, as it was checked
 */
record UpstreamAnswer(
    URI uri,
    @Nullable InetSocketAddress address,
    HttpUriRequestBase request,
    ClassicHttpResponse response)
    implements AutoCloseable {

  public int status() {
    return response.getCode();
  }

  public @Nullable String header(String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  /** Ends with an exception where the server said that there is more. */
  public InputStream body() throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  /** Bytes; -1 where the server does not say, or has no body. */
  public long length() {
    HttpEntity entity = response.getEntity();
    return entity == null ? -1 : entity.getContentLength();
  }

  /** Ends the connection, whatever is still to come. */
  @Override
  public void close() {
    request.abort();
    try {
      response.close();
    } catch (IOException e) {
      // It is closed.
    }
  }
}
