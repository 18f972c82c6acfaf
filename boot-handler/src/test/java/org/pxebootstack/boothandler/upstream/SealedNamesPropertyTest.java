package org.pxebootstack.boothandler.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.pxebootstack.contract.machine.MacAddress;

/** Whatever is sealed comes back, and nothing else does. */
class SealedNamesPropertyTest {
  private static final Instant NOW = Instant.parse("2026-11-27T06:00:00Z");
  private static final Duration LIFETIME = Duration.ofHours(2);

  private static SealedNames names(byte[] key, Instant now) {
    return new SealedNames(key, LIFETIME, Clock.fixed(now, ZoneOffset.UTC));
  }

  @Provide
  Arbitrary<URI> uris() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withChars("/-._~%20&=")
        .ofMaxLength(300)
        .map(each -> URI.create("http://host.example/" + each.replace("%", "%41")));
  }

  @Property
  void whatIsSealedComesBack(
      @ForAll("uris") URI uri,
      @ForAll @LongRange(max = (1L << 48) - 1) long mac,
      @ForAll @Size(32) byte[] key) {
    SealedNames names = names(key, NOW);
    String name = names.seal(uri, new MacAddress(mac));
    assertThat(name).matches("[A-Za-z0-9_-]+").isNotEqualTo(names.seal(uri, new MacAddress(mac)));
    assertThat(names.open(name))
        .hasValue(new SealedNames.Content(uri, new MacAddress(mac), NOW.plus(LIFETIME)));
  }

  @Property
  void aChangedBitIsRefused(
      @ForAll("uris") URI uri, @ForAll @Size(32) byte[] key, @ForAll int which) {
    SealedNames names = names(key, NOW);
    byte[] sealed = Base64.getUrlDecoder().decode(names.seal(uri, new MacAddress(1)));
    int bit = Math.floorMod(which, sealed.length * 8);
    sealed[bit / 8] ^= (byte) (1 << bit % 8);
    assertThat(names.open(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed)))
        .isEmpty();
  }

  /** Also where the decoder would overlook it. */
  @Property
  void aChangedCharacterIsRefused(
      @ForAll("uris") URI uri,
      @ForAll @Size(32) byte[] key,
      @ForAll int which,
      @ForAll char other) {
    SealedNames names = names(key, NOW);
    StringBuilder name = new StringBuilder(names.seal(uri, new MacAddress(1)));
    int at = name.length() - 1 - Math.floorMod(which, Math.min(name.length(), 4));
    if (name.charAt(at) == other) {
      return;
    }
    name.setCharAt(at, other);
    assertThat(names.open(name.toString())).isEmpty();
  }

  @Property(tries = 64)
  void everyOtherLastCharacterIsRefused(@ForAll("uris") URI uri) {
    SealedNames names = names(new byte[32], NOW);
    String name = names.seal(uri, new MacAddress(1));
    String start = name.substring(0, name.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=";
    assertThat(alphabet.chars().filter(c -> names.open(start + (char) c).isPresent()).count())
        .isEqualTo(1);
    assertThat(names.open(name + "=")).isEmpty();
    assertThat(names.open(start)).isEmpty();
  }

  @Property
  void anotherKeyOpensNothing(
      @ForAll("uris") URI uri, @ForAll @Size(32) byte[] key, @ForAll @Size(32) byte[] other) {
    String name = names(key, NOW).seal(uri, new MacAddress(1));
    assertThat(names(other, NOW).open(name).isPresent()).isEqualTo(Arrays.equals(key, other));
  }

  @Property
  void expiresToTheSecond(@ForAll("uris") URI uri, @ForAll @LongRange(max = 20_000) long seconds) {
    byte[] key = new byte[32];
    String name = names(key, NOW).seal(uri, new MacAddress(1));
    SealedNames later = names(key, NOW.plusSeconds(seconds));
    assertThat(later.isExpired(later.open(name).orElseThrow()))
        .isEqualTo(seconds >= LIFETIME.toSeconds());
  }

  @Property
  void nonsenseIsRefused(@ForAll String name, @ForAll byte[] bytes) {
    SealedNames names = names(new byte[32], NOW);
    assertThat(names.open(name)).isEmpty();
    assertThat(names.open(new String(bytes, StandardCharsets.ISO_8859_1))).isEmpty();
    assertThat(names.open(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))).isEmpty();
  }
}
