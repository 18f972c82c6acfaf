package org.pxebootstack.cli.doctor.packet;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One instruction of classic BPF (the kernel's Documentation/networking/filter.rst).
 *
 * @param ifTrue how many instructions are left out where a comparison holds
 * @param ifFalse likewise where it does not
 */
record BpfInstruction(int code, int ifTrue, int ifFalse, int value) {
  private static final int SIZE = 8;

  /**
   * Lets UDP to port 68 through: a busy server receives much else.
   *
   * <p>The offsets are those of an IPv4 header, after whose length the UDP header begins.
   */
  static final List<BpfInstruction> DHCP_ANSWERS =
      List.of(
          new BpfInstruction(0x30, 0, 0, 9), // ldb [9]: the protocol
          new BpfInstruction(0x15, 0, 4, 17), // jeq #17: UDP
          new BpfInstruction(0xb1, 0, 0, 0), // ldxb 4*([0]&0xf): the header's length
          new BpfInstruction(0x48, 0, 0, 2), // ldh [x+2]: the destination port
          new BpfInstruction(0x15, 0, 1, 68), // jeq #68
          new BpfInstruction(0x06, 0, 0, 0xffff), // ret: all of it
          new BpfInstruction(0x06, 0, 0, 0)); // ret: nothing

  /** A struct sock_fprog. */
  static MemorySegment program(List<BpfInstruction> instructions, Arena arena) {
    ByteBuffer code =
        ByteBuffer.allocate(instructions.size() * SIZE).order(ByteOrder.nativeOrder());
    for (BpfInstruction each : instructions) {
      code.putShort((short) each.code);
      code.put((byte) each.ifTrue).put((byte) each.ifFalse).putInt(each.value);
    }
    MemorySegment program = arena.allocate(2 * ADDRESS.byteSize(), ADDRESS.byteAlignment());
    program.set(JAVA_SHORT, 0, (short) instructions.size());
    program.set(ADDRESS, ADDRESS.byteSize(), arena.allocateFrom(JAVA_BYTE, code.array()));
    return program;
  }
}
