package org.pxebootstack.cli.doctor;

/**
 * Something that the doctor found, for the person who can put it right.
 *
 * @param check which check found it: {@code dhcp}, {@code ports}, ...
 * @param complaint what is wrong, with the value and the place
 * @param cure what to do, in the imperative
 */
record Finding(String check, Severity severity, String complaint, String cure) {

  /** What it means for the machines. */
  enum Severity {
    /** Machines don't boot, or will not one day. */
    PROBLEM,
    /** Good to know; all works. */
    NOTE
  }

  static Finding problem(String check, String complaint, String cure) {
    return new Finding(check, Severity.PROBLEM, complaint, cure);
  }

  static Finding note(String check, String complaint, String cure) {
    return new Finding(check, Severity.NOTE, complaint, cure);
  }

  boolean isProblem() {
    return severity == Severity.PROBLEM;
  }

  /** One line: {@code ports: TCP port 80 is taken by ...; end it}. */
  String sentence() {
    return check + ": " + complaint + "; " + cure;
  }
}
