package org.pxebootstack.contract.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.DataSize;

class GrubMemoryCheckTest {
  @Test
  void anyRangeThatEndsLateEnoughIsEnough() {
    assertThat(GrubMemoryCheck.of(DataSize.ofMebibytes(640)))
        .isEqualTo(
            """
            set memory=unknown
            for range in 1 2 3 4 5 6 7 8; do
              if smbios --type 19 --match $range --get-dword 8 --set end; then
                if [ $end -ge 655359 ]; then
                  set memory=enough
                  break
                fi
                set memory=short
              else
                break
              fi
            done
            if [ $memory = short ]; then
              echo "pxeboot-stack: this live system needs 640 MiB of memory, and this machine has less: give it more"
              sleep 60
              exit
            fi
            """);
  }
}
