package org.pxebootstack.imagecustomizer.build;

/** Who is told what the build does now. */
@FunctionalInterface
public interface BuildLog {
  void step(String what, String text);
}
