package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people and machines write, as the tests need it. */
final class ContractTexts {
  static final String RUNNING = "{\"status\":\"running\",\"phase\":\"disk\"}";
  static final String INSTALLED = "{\"status\":\"installed\",\"phase\":\"finish\"}";
  static final String FAILED =
      "{\"status\":\"failed\",\"phase\":\"disk\",\"message\":\"there is no disk\"}";

  private ContractTexts() {}

  /** A definition of a machine that is to be installed. */
  static String vm(String name, String mac) {
    return "{\"name\": \"%s\", \"arch\": \"x86_64\", \"mac\": \"%s\", \"pxeboot\": true, \"distro\": \"debian-13\"}"
        .formatted(name, mac);
  }

  /** As {@link #vm}, with settings: {@code "policy": "once"}. */
  static String vm(String name, String mac, String install) {
    return vm(name, mac).replace("}", ", \"install\": {" + install + "}}");
  }

  /** The user and password of the URL in vendor-data, as a header sends them. */
  static String basic(HttpResponse<String> vendorData) {
    Matcher url = Pattern.compile("url: http://([^@]+)@\\S+/ready/").matcher(vendorData.body());
    assertThat(url.find()).as("a URL in %s", vendorData.body()).isTrue();
    return "Basic "
        + Base64.getEncoder().encodeToString(url.group(1).getBytes(StandardCharsets.US_ASCII));
  }

  /** The token in a boot script. */
  static String token(HttpResponse<String> script) {
    Matcher token = Pattern.compile("pxeboot\\.token=(\\S+)").matcher(script.body());
    assertThat(token.find()).as("a token in %s", script.body()).isTrue();
    return token.group(1);
  }
}
