package org.pxebootstack.boothandler.upstream;

import java.time.Duration;
import org.pxebootstack.boothandler.BadSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How others' servers are reached; application.properties takes it from the container's
 * environment.
 *
 * @param bootApiUrl the API that says what machines boot; empty where there is none
 * @param bootApiCaFile certificates (PEM) that are trusted besides the well-known ones
 * @param bootApiClientCert shown to the API's server: PEM, with the key unless that has a file
 * @param bootApiClientKey the key of it (PEM)
 * @param bootApiToken sent to the API's server as {@code Authorization: Bearer}
 * @param bootApiTokenFile has it
 * @param fileRoot {@code file://} is served from below this directory only; empty refuses it
 * @param proxyAllow which addresses that are not public may be fetched from: see {@link
 *     PermittedAddresses}
 * @param proxyKeyFile has the key that names of files are sealed with; empty makes one at each
 *     start
 * @param proxyLifetime how long a sealed name is good for
 * @param proxyPatience how long a server may say nothing
 */
@ConfigurationProperties("pxeboot")
record UpstreamSettings(
    String bootApiUrl,
    String bootApiCaFile,
    String bootApiClientCert,
    String bootApiClientKey,
    String bootApiToken,
    String bootApiTokenFile,
    String fileRoot,
    String proxyAllow,
    String proxyKeyFile,
    Duration proxyLifetime,
    Duration proxyPatience) {

  UpstreamSettings {
    if (!bootApiToken.isEmpty() && !bootApiTokenFile.isEmpty()) {
      throw new BadSettingException(
          "BOOT_API_TOKEN and BOOT_API_TOKEN_FILE are both set", "leave one of them out");
    }
    if (!bootApiClientKey.isEmpty() && bootApiClientCert.isEmpty()) {
      throw new BadSettingException(
          "BOOT_API_CLIENT_KEY is set without BOOT_API_CLIENT_CERT", "name the certificate too");
    }
  }

  /** Whether there is an API, or something that only helps to ask one. */
  boolean isAnythingSet() {
    return !(bootApiUrl + bootApiCaFile + bootApiClientCert + bootApiToken + bootApiTokenFile)
        .isEmpty();
  }

  /** Never with the token. */
  @Override
  public String toString() {
    return "UpstreamSettings[" + bootApiUrl + "]";
  }
}
