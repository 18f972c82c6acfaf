package org.pxebootstack.cli.lab;

import org.jspecify.annotations.Nullable;

/** A machine as {@code GET /api/v1/machines/<name>} shows it. */
public record MachineStatus(
    String name,
    String mac,
    boolean rebootOnSuccess,
    String state,
    @Nullable String phase,
    @Nullable Long doneBytes,
    @Nullable Long totalBytes,
    @Nullable String message) {}
