package org.pxebootstack.imagecustomizer.configuration;

import java.util.List;

/** What became of the text of a configuration. */
public sealed interface ParsedConfiguration {

  /** It can be used. */
  record Valid(ImageConfiguration configuration) implements ParsedConfiguration {}

  /**
   * It cannot.
   *
   * @param problems all of them, at least one, by line
   */
  record Invalid(List<ConfigurationProblem> problems) implements ParsedConfiguration {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
