package io.framewise.model.generate;

import io.framewise.model.internvl.InternVl;
import io.framewise.model.internvl.PromptFormat;
import io.framewise.model.internvl.Tokens;

/**
 * What an engine works with. Belongs to the engine, which closes it; used by the engine's thread
 * only.
 *
 * @param model the network
 * @param tokens its vocabulary
 * @param format how prompts are written
 * @param vision from pictures to visual rows
 * @param contextLength longest prompt plus answer in tokens
 */
public record EngineParts(
    InternVl model, Tokens tokens, PromptFormat format, VisionPass vision, int contextLength) {}
