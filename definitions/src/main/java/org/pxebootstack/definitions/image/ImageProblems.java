package org.pxebootstack.definitions.image;

import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;

/** Looks for definitions whose image, or a file of it, is not on the disk. */
public final class ImageProblems {
  private ImageProblems() {}

  /** One problem at most for each definition, in the order of {@code definitions}. */
  public static List<Problem> of(List<VmDefinition> definitions, ImageCatalog images) {
    List<Problem> problems = new ArrayList<>();
    for (VmDefinition each : definitions) {
      boolean live = each.install().live() != null;
      if (each.role() == Role.TARGET && (live || each.distro() != null)) {
        try {
          Object _ = live ? images.findLive(each) : images.find(each);
        } catch (ImageUnavailableException e) {
          problems.add(e.problem());
        }
      }
    }
    return problems;
  }
}
