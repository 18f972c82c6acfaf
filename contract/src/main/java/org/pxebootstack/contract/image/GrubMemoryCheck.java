package org.pxebootstack.contract.image;

import org.pxebootstack.contract.machine.DataSize;

/**
 * What GRUB runs before it loads a live system (gnu.org/software/grub/manual): a sentence on the
 * screen where the machine has too little memory, not a panic. Pure.
 */
public final class GrubMemoryCheck {
  private GrubMemoryCheck() {}

  /**
   * Ends GRUB where firmware says that there is less. It says so by SMBIOS (DSP0134, 7.20): the
   * last KiB of each range of memory; firmware without these ranges is believed to have enough.
   *
   * @param needed what a machine needs
   */
  public static String of(DataSize needed) {
    return """
    set memory=unknown
    for range in 1 2 3 4 5 6 7 8; do
      if smbios --type 19 --match $range --get-dword 8 --set end; then
        if [ $end -ge %d ]; then
          set memory=enough
          break
        fi
        set memory=short
      else
        break
      fi
    done
    if [ $memory = short ]; then
      echo "pxeboot-stack: this live system needs %d MiB of memory, and this machine has less: give it more"
      sleep 60
      exit
    fi
    """
        .formatted((needed.bytes() >> 10) - 1, needed.mebibytes());
  }
}
