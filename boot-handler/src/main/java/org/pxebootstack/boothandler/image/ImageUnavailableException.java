package org.pxebootstack.boothandler.image;

/** A definition asks for an image, or a file of it, that is not there; the message has the cure. */
public class ImageUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  ImageUnavailableException(String message) {
    super(message);
  }
}
