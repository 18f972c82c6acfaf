package org.pxebootstack.boothandler.upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BadSettingException;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * By what this stack knows others' servers, and by what the API's server knows this stack.
 *
 * @param everybody trusts the well-known authorities and those of {@code BOOT_API_CA_FILE}
 * @param api has the client certificate besides
 * @param token for the API's server; null where there is none
 */
record Credentials(SSLContext everybody, SSLContext api, @Nullable String token) {
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");
  private static final int LARGEST_FILE = 1 << 20;

  static Credentials of(UpstreamSettings settings) {
    try {
      TrustManager[] trust = trust(settings.bootApiCaFile());
      return new Credentials(context(null, trust), context(keys(settings), trust), token(settings));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static SSLContext context(KeyManager @Nullable [] keys, TrustManager[] trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }

  private static TrustManager[] trust(String caFile) throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    if (caFile.isEmpty()) {
      return factory.getTrustManagers();
    }
    KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
    all.load(null, null);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509TrustManager known) {
        add(all, "known", List.of(known.getAcceptedIssuers()));
      }
    }
    add(all, "given", certificates(pem("BOOT_API_CA_FILE", caFile, null)));
    factory.init(all);
    return factory.getTrustManagers();
  }

  private static void add(KeyStore store, String alias, List<X509Certificate> certificates)
      throws GeneralSecurityException {
    for (X509Certificate each : certificates) {
      store.setCertificateEntry(alias + store.size(), each);
    }
  }

  private static KeyManager @Nullable [] keys(UpstreamSettings settings)
      throws GeneralSecurityException {
    if (settings.bootApiClientCert().isEmpty()) {
      return null;
    }
    String keyFile =
        settings.bootApiClientKey().isEmpty()
            ? settings.bootApiClientCert()
            : settings.bootApiClientKey();
    PemSslStore pem = pem("BOOT_API_CLIENT_CERT", settings.bootApiClientCert(), keyFile);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(new PemSslStoreBundle(pem, null).getKeyStore(), null);
    return factory.getKeyManagers();
  }

  private static PemSslStore pem(String variable, String certificates, @Nullable String key) {
    String certificate = read(variable, certificates);
    String privateKey = key == null ? null : read(variable.replace("CERT", "KEY"), key);
    try {
      PemSslStore store = PemSslStore.load(new PemSslStoreDetails(null, certificate, privateKey));
      if (store != null
          && !certificates(store).isEmpty()
          && (key == null || store.privateKey() != null)) {
        return store;
      }
    } catch (RuntimeException e) {
      // Its message can hold the key: said below.
    }
    throw new BadSettingException(
        "%s: %s holds no %s in PEM"
            .formatted(variable, certificates, key == null ? "certificate" : "certificate and key"),
        "write them as in -----BEGIN CERTIFICATE-----, and the key without a password");
  }

  private static List<X509Certificate> certificates(PemSslStore store) {
    return Objects.requireNonNullElse(store.certificates(), List.of());
  }

  private static @Nullable String token(UpstreamSettings settings) {
    boolean isFile = !settings.bootApiTokenFile().isEmpty();
    String token =
        isFile
            ? read("BOOT_API_TOKEN_FILE", settings.bootApiTokenFile()).strip()
            : settings.bootApiToken().strip();
    if (token.isEmpty() && !isFile) {
      return null;
    }
    if (!TOKEN.matcher(token).matches()) {
      throw new BadSettingException(
          (isFile ? "BOOT_API_TOKEN_FILE" : "BOOT_API_TOKEN") + " has no token",
          "write printable ASCII without blanks, on one line");
    }
    return token;
  }

  /** The text of a small file that a setting names. */
  static String read(String variable, String file) {
    try {
      Path path = Path.of(file);
      if (Files.isRegularFile(path) && Files.size(path) <= LARGEST_FILE) {
        return Files.readString(path);
      }
    } catch (IOException | RuntimeException e) {
      // said below
    }
    throw new BadSettingException(
        "%s: %s can't be read".formatted(variable, file),
        "mount the file there, readable for user pxeboot");
  }

  /** Never with the token. */
  @Override
  public String toString() {
    return "Credentials";
  }
}
