package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.util.List;

/** An image that can't be made; the message says all that is wrong, a sentence with a cure each. */
public final class BuildException extends IOException {
  private static final long serialVersionUID = 1;

  BuildException(String sentence) {
    super(sentence);
  }

  BuildException(List<String> sentences) {
    super(String.join("\n", sentences));
  }
}
