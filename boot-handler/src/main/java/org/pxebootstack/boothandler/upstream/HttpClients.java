package org.pxebootstack.boothandler.upstream;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/** Clients that do nothing by themselves: no redirect, no second try, no cookie, no unpacking. */
final class HttpClients {
  private static final Timeout CONNECTS = Timeout.ofSeconds(5);
  private static final int MOST_CONNECTIONS = 512;
  private static final int LONGEST_LINE = 16 << 10;
  private static final int MOST_HEADERS = 100;

  private HttpClients() {}

  /**
   * @param patience how long a server may say nothing
   */
  static CloseableHttpClient make(CheckedResolver resolver, SSLContext tls, Duration patience) {
    Timeout silence = Timeout.of(patience);
    Http1Config bounds =
        Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build();
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(resolver)
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder().http1Config(bounds).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECTS)
                    .setSocketTimeout(silence)
                    .build())
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .build();
    return HttpClientBuilder.create()
        .setConnectionManager(connections)
        // What a server sent beyond its answer is nobody's.
        .setConnectionReuseStrategy((request, response, context) -> false)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(silence)
                .setConnectionRequestTimeout(CONNECTS)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setUserAgent("pxeboot-stack")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }
}
