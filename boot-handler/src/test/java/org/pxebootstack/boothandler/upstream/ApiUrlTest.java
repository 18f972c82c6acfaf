package org.pxebootstack.boothandler.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.contract.machine.InvalidValueException;

class ApiUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://host/prefix, vmlinuz, https://host/prefix/vmlinuz",
    "https://host/prefix/, vmlinuz, https://host/prefix/vmlinuz",
    "https://host/prefix, /vmlinuz, https://host/vmlinuz",
    "https://host/prefix, ../vmlinuz?a=b, https://host/vmlinuz?a=b",
    "https://host, vmlinuz, https://host/vmlinuz",
    "http://[fd00::1]:8000/a, x/y, http://[fd00::1]:8000/a/x/y",
    "https://host/prefix, //other/x, https://other/x",
    "https://host/prefix, http://other/x, http://other/x",
    "https://host/prefix, file:///x, file:///x",
  })
  void urlsStartFromIt(String api, String url, String whole) {
    assertThat(ApiUrl.parse(api).resolve(URI.create(url))).hasToString(whole);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "host:80/x",
        "ftp://host/",
        "file:///x",
        "https:///x",
        "https://u:p@host/",
        "https://host/?a=b",
        "https://host/#a",
        "https://ho st/",
        "http://host/%zz"
      })
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> ApiUrl.parse(text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageEndingWith(
            "is not the URL of a boot API; write one such as https://host/prefix");
  }
}
