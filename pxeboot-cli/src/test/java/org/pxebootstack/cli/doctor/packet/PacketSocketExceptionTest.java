package org.pxebootstack.cli.doctor.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketSocketExceptionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1   | this user may not send raw packets on eth0 | run pxeboot doctor as root, and in a container with the capability NET_RAW
          100 | eth0 is switched off                       | switch it on, such as by: ip link set eth0 up
          105 | raw packets on eth0 fail with error 105    | see errno(3) for what it means, put that right, and ask again
          """)
  void saysWhatToDo(int errno, String complaint, String cure) {
    PacketSocketException e = PacketSocketException.of("eth0", new LibC.FailedCallException(errno));
    assertThat(e).hasMessage(complaint);
    assertThat(e.cure()).isEqualTo(cure);
  }
}
