package io.framewise.model.hub;

import java.util.List;

/**
 * What the hub has of a model.
 *
 * @param commit what the revision stands for now
 * @param files names of the files that Framewise needs
 */
record RemoteModel(String commit, List<String> files) {}
