package org.pxebootstack.boothandler.bootapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pxebootstack.contract.machine.InvalidValueException;
import tools.jackson.databind.json.JsonMapper;

class CommandLineTemplateTest {
  private static String filledIn(String template) {
    return new CommandLineTemplate(template).fillIn(each -> "<" + each + ">").value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          quiet|quiet
          root=live:{{ URL "x.iso" }} ip=dhcp|root=live:<x.iso> ip=dhcp
          {{URL "a"}},{{ URL `b` }}|<a>,<b>
          a={{ URL "q\\"uote\\\\" }}|a=<q"uote\\>
          mac=${net0/mac}|mac=${net0/mac}
          two }} braces|two }} braces
          """)
  void urlsAreFilledIn(String template, String line) {
    assertThat(filledIn(template)).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      textBlock =
          """
          {{ env "HOME" }} => is not understood; write {{ URL "path-or-url" }}
          {{ URL }} => is not understood
          {{ URL "a" "b" }} => is not understood
          {{ URL "a" | printf "%s" }} => is not understood
          {{ URL 'a' }} => is not understood
          a {{ URL "a" => is not understood
          a || b => means something to iPXE itself
          ${x ${y}} => means something to iPXE itself
          """)
  void whatElseStandsThereIsRefused(String template, String why) {
    assertThatThrownBy(() -> filledIn(template))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining(why);
  }

  @Test
  void itIsOneLine() {
    assertThat(filledIn("\n quiet \n")).isEqualTo("quiet");
    assertThatThrownBy(() -> filledIn("a\nboot")).hasMessageContaining("more than one line");
    assertThatThrownBy(() -> filledIn("a\u0000b")).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> filledIn("x".repeat(8193))).hasMessageContaining("longer than 8192");
  }

  private static String ofObject(String json) {
    return filledIn(CommandLineTemplate.of(new JsonMapper().readTree(json)).text());
  }

  @Test
  void theDeprecatedObjectIsAList() {
    assertThat(
            ofObject(
                """
                {"quiet": true, "debug": false, "console": "ttyS0,115200", "b": {"url": "/pool/b"},
                 "a": "say \\"hi\\""}
                """))
        .isEqualTo("a=\"say \\\"hi\\\"\" b=</pool/b> console=\"ttyS0,115200\" debug quiet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"n": 1}|cmdline.n is neither a string, nor a boolean, nor an object with url
          {"n": null}|cmdline.n is neither
          {"n": ["a"]}|cmdline.n is neither
          {"n": {"url": 1}}|cmdline.n is neither
          {"n": {"uri": "x"}}|cmdline.n is neither
          {"a b": true}|"a b" is no word of a command line
          {"a}}": true}|is no word of a command line
          {"a": "{{ x }}"}|is not understood
          """)
  void whatElseIsInItIsRefused(String json, String why) {
    assertThatThrownBy(() -> ofObject(json)).hasMessageContaining(why);
  }
}
