package org.pxebootstack.boothandler.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.template.UserTemplate;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.definitions.image.ImageCatalog;
import org.pxebootstack.definitions.image.ImageProblems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Everything that keeps machines from being booted: bad definitions, missing images, a bad
 * template. Said in the log when it begins and when it ends.
 */
@Component
public class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final int SECOND = 1000;

  private final CurrentDefinitions definitions;
  private final ImageCatalog images;
  private final UserTemplate template;
  private Set<Problem> said = new HashSet<>();
  private @Nullable DefinitionSet checkedSet;
  private Object checkedImages = "";
  private List<Problem> imageProblems = List.of();
  private @Nullable DefinitionSet sortedSet;
  private List<Problem> sortedImages = List.of();
  private Optional<Problem> ofTemplate = Optional.empty();
  private List<Problem> sorted = List.of();

  Problems(CurrentDefinitions definitions, ImageCatalog images, UserTemplate template) {
    this.definitions = definitions;
    this.images = images;
    this.template = template;
  }

  /** As it is now, sorted by file; the same list where nothing has changed. */
  @SuppressWarnings("ReferenceEquality") // long lists, and made again only where they differ
  public synchronized List<Problem> all() {
    DefinitionSet set = definitions.snapshot();
    // Only where a definition or an image has changed: there may be very many definitions.
    Object imagesNow = images.contents();
    if (set != checkedSet || !imagesNow.equals(checkedImages)) {
      imageProblems = ImageProblems.of(set.all(), images);
      checkedSet = set;
      checkedImages = imagesNow;
    }
    Optional<Problem> templateProblem = template.problem();
    if (set != sortedSet || imageProblems != sortedImages || !templateProblem.equals(ofTemplate)) {
      List<Problem> all = new ArrayList<>(set.problems());
      all.addAll(imageProblems);
      templateProblem.ifPresent(all::add);
      all.sort(Comparator.comparing(Problem::sentence));
      sorted = List.copyOf(all);
      sortedSet = set;
      sortedImages = imageProblems;
      ofTemplate = templateProblem;
    }
    return sorted;
  }

  @Scheduled(fixedDelay = SECOND)
  synchronized void say() {
    Set<Problem> now = new HashSet<>();
    for (Problem each : all()) {
      if (now.add(each) && !said.contains(each)) {
        LOG.warn("{}", each.sentence());
      }
    }
    said.stream()
        .filter(each -> !now.contains(each))
        .forEach(each -> LOG.info("solved: {}", each.sentence()));
    said = now;
  }
}
