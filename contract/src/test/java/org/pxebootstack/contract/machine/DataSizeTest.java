package org.pxebootstack.contract.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSizeTest {

  @ParameterizedTest
  @CsvSource({
    "512, 512, 512 B",
    "1KiB, 1024, 1.0 KiB",
    "20GiB, 21474836480, 20.0 GiB",
    "20 GB, 20000000000, 18.6 GiB",
    "2TiB, 2199023255552, 2.0 TiB"
  })
  void readsUnits(String text, long bytes, String shown) {
    assertThat(DataSize.parse(text)).isEqualTo(new DataSize(bytes)).hasToString(shown);
  }

  @Test
  void refusesWhatIsNoSize() {
    assertThatThrownBy(() -> DataSize.parse("20 gigs"))
        .hasMessage("\"20 gigs\" is not a size; write a number and a unit, such as 20GiB");
  }
}
