package org.pxebootstack.definitions.image;

import org.pxebootstack.contract.definition.Problem;

/** A definition asks for an image, or a file of it, that is not there. */
public final class ImageUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  ImageUnavailableException(Problem problem) {
    super(problem.sentence());
    this.problem = problem;
  }

  /** What is missing, and the cure. */
  public Problem problem() {
    return problem;
  }
}
