package org.pxebootstack.boothandler;

/** The program can't serve with a setting as it is. */
public final class BadSettingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String complaint;
  private final String cure;

  /**
   * @param complaint what is wrong
   * @param cure what to do, in the imperative
   */
  public BadSettingException(String complaint, String cure) {
    super(complaint + "; " + cure);
    this.complaint = complaint;
    this.cure = cure;
  }

  String complaint() {
    return complaint;
  }

  String cure() {
    return cure;
  }
}
