"""Trains the demo's model on a set that `framewise samples training` wrote.

Two stages. In "see" the vision tower and the projector learn what lies where, with a temporary head over the visual
tokens. In "read" the language model learns to answer, with a temporary head over the token that ends each frame; the
vision tower is frozen at first, so that its visual tokens can be kept, and learns along in "both". The heads are not
part of the checkpoint. A stage continues from its own saved state, or else from the stage before it.

  framewise-train.py see  --set DIR --held-out DIR --state DIR --minutes 12
  framewise-train.py read --set DIR --held-out DIR --state DIR --minutes 30
  framewise-train.py both --set DIR --held-out DIR --state DIR --minutes 20
  framewise-train.py export --set DIR --state DIR --out DIR
"""

import argparse
import json
import math
import shutil
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from transformers import AutoConfig, InternVLForConditionalGeneration

SIZE = 112
MEAN = torch.tensor([0.485, 0.456, 0.406])
DEVIATION = torch.tensor([0.229, 0.224, 0.225])
KINDS = [
    "red car", "blue car", "yellow car", "white car",
    "window", "error dialog", "good dialog", "OK button",
    "disk full", "no network", "no access", "file saved", "all done",
    "part", "scratch", "missing hole", "dent", "misprint",
]
CARS = 4
PER_KIND = 6  # of a visual token: covered, centre, box
AUX_LAYER = 2


class Data:
    """Windows by domain, tiles mapped from the file."""

    def __init__(self, directory):
        directory = Path(directory)
        file = directory / "tiles.bin"
        count = file.stat().st_size // (SIZE * SIZE * 3)
        self.tiles = np.memmap(file, np.uint8, "r", shape=(count, SIZE, SIZE, 3))
        lines = (line for line in open(directory / "windows.jsonl") if line.endswith("\n"))
        self.windows = [w for w in map(json.loads, lines) if max(w["tiles"]) < count]
        self.domains = defaultdict(list)
        things = {}
        for window in self.windows:
            self.domains[window["domain"]].append(window)
            for tile, seen in zip(window["tiles"], window["things"]):
                things[tile] = [
                    (KINDS.index(t["kind"]), t["left"], t["top"], t["right"], t["bottom"]) for t in seen
                ]
            del window["things"]
        self.things = things

    def pixels(self, numbers):
        tiles = torch.from_numpy(self.tiles[np.asarray(numbers)]).float() / 255
        return ((tiles - MEAN) / DEVIATION).permute(0, 3, 1, 2).contiguous()


def initialise(model, seed):
    """Weights that let the signal through a narrow network."""
    torch.manual_seed(seed)
    for name, value in model.named_parameters():
        if "lambda" in name:
            torch.nn.init.constant_(value, 0.5)
        elif "embed" in name and "projection" not in name or "cls_token" in name:
            torch.nn.init.normal_(value, std=0.05 if "vision" in name else 0.5)
        elif value.dim() >= 2:
            fan_in = value[0].numel()
            last = name.endswith(("projection_layer.weight", "fc2.weight", "o_proj.weight", "down_proj.weight"))
            torch.nn.init.normal_(value, std=(0.5 if last else 1) / math.sqrt(fan_in))
        elif name.endswith("bias"):
            torch.nn.init.zeros_(value)
        else:
            torch.nn.init.ones_(value)


class Training:
    def __init__(self, arguments):
        self.arguments = arguments
        config = AutoConfig.from_pretrained(Path(arguments.set) / "model")
        config._attn_implementation = "eager"
        self.model = InternVLForConditionalGeneration(config).float()
        initialise(self.model, arguments.seed)
        self.width = config.text_config.hidden_size
        self.grid = config.vision_config.image_size[0] // config.vision_config.patch_size[0] // 2
        torch.manual_seed(arguments.seed)
        self.seen = torch.nn.Linear(self.width, len(KINDS) * PER_KIND)
        self.frame = torch.nn.Linear(self.width, len(KINDS) * 5 + CARS * 2)
        self.follow = torch.nn.Linear(self.width, 3 + 2 * CARS + 2)
        torch.nn.init.normal_(self.seen.weight, std=0.02)
        torch.nn.init.normal_(self.frame.weight, std=0.02)
        torch.nn.init.normal_(self.follow.weight, std=0.02)
        centres = (torch.arange(self.grid) + 0.5) / self.grid
        self.cells = torch.stack(torch.meshgrid(centres, centres, indexing="ij"), -1).reshape(-1, 2).flip(-1)

    # what a batch of tiles shows, cell by cell

    def visual(self, pixels):
        """[tiles, cells, width]"""
        with torch.autocast("cpu", torch.bfloat16):
            core = self.model.model
            hidden = core.vision_tower(pixels).last_hidden_state[:, 1:]
            side = 2 * self.grid
            hidden = hidden.reshape(len(pixels), side, side, -1)
            hidden = core.pixel_shuffle(hidden, scale_factor=0.5).reshape(len(pixels), self.grid**2, -1)
            return core.multi_modal_projector(hidden).float()

    def truth(self, all_things):
        tiles = len(all_things)
        covered = torch.zeros(tiles, self.grid**2, len(KINDS))
        centre = torch.zeros_like(covered)
        box = torch.zeros(tiles, self.grid**2, len(KINDS), 4)
        half = 0.5 / self.grid
        for i, things in enumerate(all_things):
            for kind, left, top, right, bottom in things:
                x, y = self.cells[:, 0], self.cells[:, 1]
                inside = (x > left - half) & (x < right + half) & (y > top - half) & (y < bottom + half)
                covered[i, inside, kind] = 1
                edges = torch.tensor([left, top, right, bottom])
                box[i, inside, kind] = edges - torch.cat([self.cells, self.cells], 1)[inside]
                middle = ((x - (left + right) / 2).abs() <= half) & ((y - (top + bottom) / 2).abs() <= half)
                centre[i, middle, kind] = 1
        return covered, centre, box

    def seeing_loss(self, rows, all_things):
        covered, centre, box = self.truth(all_things)
        out = self.seen(rows).reshape(len(rows), self.grid**2, len(KINDS), PER_KIND)
        weight = 1 + 3 * covered
        loss = F.binary_cross_entropy_with_logits(out[..., 0], covered, weight)
        loss = loss + F.binary_cross_entropy_with_logits(out[..., 1], centre, 1 + 5 * centre)
        distance = ((out[..., 2:] - box).abs().mean(-1) * covered).sum() / covered.sum().clamp(min=1)
        return 20 * loss + 10 * distance, distance

    # what the language model makes of windows of one domain

    def batch(self, windows):
        """Tokens, positions, branches and targets of windows with all their questions beside each other."""
        rows = []
        for window in windows:
            tokens = list(window["prefix"])
            start = len(tokens)
            positions = list(range(start))
            branches = [0] * start
            targets = [-100] * start
            spans = []
            for number, question in enumerate(window["questions"], 1):
                asked = question["ids"]
                answer = question["answer"]
                begin = len(tokens)
                tokens += asked + answer[:-1]
                length = len(asked) + len(answer) - 1
                positions += range(start, start + length)
                branches += [number] * length
                targets += [-100] * (len(asked) - 1) + answer
                spans.append((begin + len(asked) - 1, len(answer)))
            rows.append((tokens, positions, branches, targets, spans))
        longest = max(len(row[0]) for row in rows)

        def padded(index, filler):
            return torch.tensor([row[index] + [filler] * (longest - len(row[index])) for row in rows])

        return padded(0, 0), padded(1, 0), padded(2, -1), padded(3, -100), [row[4] for row in rows]

    def hidden(self, tokens, positions, branches, visual):
        embedded = self.model.get_input_embeddings()(tokens)
        pictures = tokens == self.model.config.image_token_id
        embedded = embedded.masked_scatter(pictures.unsqueeze(-1), visual)
        length = tokens.shape[1]
        order = torch.ones(length, length, dtype=torch.bool).tril()
        shared = (branches.unsqueeze(2) == branches.unsqueeze(1)) | (branches.unsqueeze(1) == 0)
        mask = torch.zeros(len(tokens), 1, length, length)
        mask.masked_fill_(~(order & shared).unsqueeze(1), torch.finfo(torch.float32).min)
        with torch.autocast("cpu", torch.bfloat16):
            out = self.model.model.language_model(
                inputs_embeds=embedded,
                attention_mask=mask,
                position_ids=positions,
                output_hidden_states=True,
                use_cache=False,
            )
        return out.last_hidden_state.float(), out.hidden_states[AUX_LAYER].float()

    def frame_loss(self, data, windows, tokens, middle, last):
        """Temporary head over the token that ends each frame: what is there and where, told half way through the
        layers, and how far each car has come since it was first seen, told at the end of them."""
        end = self.model.config.image_token_id - 1
        prefix = len(windows[0]["prefix"])
        at = (tokens[:, :prefix] == end).nonzero()
        out = self.frame(middle[at[:, 0], at[:, 1]])
        end_of_layers = self.frame(last[at[:, 0], at[:, 1]])
        frames = len(windows[0]["tiles"])
        there = torch.zeros(len(out), len(KINDS))
        box = torch.zeros(len(out), len(KINDS), 4)
        moved = torch.zeros(len(out), CARS, 2)
        known = torch.zeros(len(out), CARS)
        for i, window in enumerate(windows):
            for k, tile in enumerate(window["tiles"]):
                row = i * frames + k
                for kind, *edges in data.things[tile]:
                    there[row, kind] = 1
                    box[row, kind] = torch.tensor(edges)
                first = there[row - k : row + 1, :CARS].argmax(0)
                since = box[row, :CARS] - box[row - k : row + 1][first, torch.arange(CARS)]
                known[row] = there[row, :CARS] * (first < k)
                moved[row] = 2.5 * torch.stack([since[:, 0] + since[:, 2], since[:, 1] + since[:, 3]], -1)
        kinds = len(KINDS)
        loss = F.binary_cross_entropy_with_logits(out[:, :kinds], there) * 5
        boxes = out[:, kinds : kinds * 5].reshape(-1, kinds, 4)
        single = there.clone()
        single[:, KINDS.index("window")] = 0
        loss = loss + 4 * ((boxes - box).abs().mean(-1) * single).sum() / single.sum().clamp(min=1)
        motion = end_of_layers[:, kinds * 5 :].reshape(-1, CARS, 2)
        wrong = ((motion - moved).abs().mean(-1) * known).sum() / known.sum().clamp(min=1)
        return loss + wrong, wrong

    def follow_loss(self, data, windows, spans, middle, last):
        """Temporary head over the last tokens of the questions about motion: each of the four tokens before the last
        one tells what one frame shows, the red car's place or every car's place across the line, half way through
        the layers; the last one tells at their end how far the red car has come."""
        asked = {"direction": [], "line": []}
        for i, window in enumerate(windows):
            for question, (begin, _) in zip(window["questions"], spans[i]):
                if question["id"] in asked:
                    asked[question["id"]].append((i, begin))
        losses = []
        for question, places in asked.items():
            if not places:
                continue
            row = torch.tensor([place[0] for place in places])
            end = torch.tensor([place[1] for place in places])
            there = torch.zeros(len(places), 4, CARS)
            centre = torch.zeros(len(places), 4, CARS, 2)
            for n, (i, _) in enumerate(places):
                for k, tile in enumerate(windows[i]["tiles"]):
                    for kind, left, top, right, bottom in data.things[tile]:
                        if kind < CARS:
                            there[n, k, kind] = 1
                            centre[n, k, kind] = torch.tensor([(left + right) / 2, (top + bottom) / 2])
            tokens = torch.stack([middle[row, end - 4 + k] for k in range(4)], 1)
            out = self.follow(tokens)
            if question == "direction":
                seen, place = out[..., 0], out[..., 1:3]
                there, centre = there[..., 0], centre[..., 0, :]
                wrong = ((place - centre).abs().mean(-1) * there).sum() / there.sum().clamp(min=1)
                first = there.argmax(1)
                final = 3 - there.flip(1).argmax(1)
                n = torch.arange(len(places))
                moved = (centre[n, final] - centre[n, first]) * 4
                losses.append(4 * (self.follow(last[row, end])[:, -2:] - moved).abs().mean())
                self.wrong = wrong.item()
            else:
                seen, place = out[..., 3 : 3 + CARS], out[..., 3 + CARS : 3 + 2 * CARS]
                wrong = ((place - centre[..., 0]).abs() * there).sum() / there.sum().clamp(min=1)
            losses.append(2 * F.binary_cross_entropy_with_logits(seen, there) + 20 * wrong)
        return sum(losses) if losses else torch.zeros(())

    def logits(self, hidden):
        with torch.autocast("cpu", torch.bfloat16):
            return self.model.lm_head(hidden).float()

    def reading_loss(self, data, windows, visual):
        tokens, positions, branches, targets, spans = self.batch(windows)
        last, middle = self.hidden(tokens, positions, branches, visual)
        answered = targets >= 0
        questions = sum(len(window["questions"]) for window in windows)
        loss = F.cross_entropy(self.logits(last[answered]), targets[answered], reduction="sum") / questions
        aux, motion = self.frame_loss(data, windows, tokens, middle, last)
        return loss, aux + self.follow_loss(data, windows, spans, middle, last), motion

    @torch.no_grad()
    def judge(self, data, most=150):
        """Shares of right answers by question; choices by their first token, places by IoU or distance."""
        self.model.eval()
        right, asked = defaultdict(float), defaultdict(int)
        for domain, windows in sorted(data.domains.items()):
            windows = windows[:: max(1, len(windows) // most)]
            for first in range(0, len(windows), 25):
                part = windows[first : first + 25]
                visual = self.visual(data.pixels([t for w in part for t in w["tiles"]])).reshape(-1, self.width)
                tokens, positions, branches, targets, spans = self.batch(part)
                last, _ = self.hidden(tokens, positions, branches, visual)
                for i, window in enumerate(part):
                    for question, (begin, length) in zip(window["questions"], spans[i]):
                        logits = self.logits(last[i, begin : begin + length])
                        key = domain.lower() + "." + question["id"]
                        right[key] += self.correct(question, logits)
                        asked[key] += 1
        self.model.train()
        return {key: round(right[key] / asked[key], 3) for key in asked}

    def correct(self, question, logits):
        if question["choices"]:
            firsts = [choice[0] for choice in question["choices"]]
            return firsts[int(logits[0, firsts].argmax())] == question["answer"][0]
        likeliest = logits.argmax(-1).tolist()
        if "[[" not in question["text"]:
            return likeliest == question["answer"]
        if not hasattr(self, "numbers"):
            vocabulary = json.load(open(Path(self.arguments.set) / "model" / "tokenizer.json"))["model"]["vocab"]
            self.numbers = {id: int(text) for text, id in vocabulary.items() if text.isascii() and text.isdigit()}
        pairs = [
            (self.numbers[a], self.numbers.get(b, -1000))
            for a, b in zip(question["answer"], likeliest)
            if a in self.numbers
        ]
        true, said = zip(*pairs)
        if len(true) == 2:
            return abs(true[0] - said[0]) <= 60 and abs(true[1] - said[1]) <= 45
        return overlap(true, said) >= 0.5

    # stages

    def run(self):
        stage = self.arguments.stage
        data, held_out = Data(self.arguments.set), Data(self.arguments.held_out)
        state = Path(self.arguments.state)
        state.mkdir(parents=True, exist_ok=True)
        groups = {
            "see": [self.model.model.vision_tower, self.model.model.multi_modal_projector, self.seen],
            "read": [self.model.model.language_model, self.model.lm_head, self.frame, self.follow],
            "both": [self.model, self.frame, self.follow, self.seen],
        }[stage]
        parameters = [p for module in groups for p in module.parameters()]
        decayed = [p for p in parameters if p.dim() >= 2]
        rest = [p for p in parameters if p.dim() < 2]
        optimizer = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": 0.05}, {"params": rest, "weight_decay": 0}], lr=1e-3, betas=(0.9, 0.98)
        )
        done, spent = self.resume(state, stage, optimizer)
        generator = np.random.default_rng([self.arguments.seed, done])
        kept = self.keep_visual(data) if stage == "read" else None
        budget = self.arguments.minutes * 60
        shown = saved = spent
        tally = defaultdict(list)
        clock = time.monotonic()
        while spent < budget:
            rate = self.arguments.rate * min(1, (done + 1) / 100) * max(0.02, math.cos(spent / budget * math.pi / 2))
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = self.step(stage, data, kept, generator, tally)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            done += 1
            now = time.monotonic()
            spent += min(now - clock, 10)  # a pause does not count
            clock = now
            if spent - shown > 30 or spent >= budget:
                figures = " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(tally.items()))
                print(f"{stage} step {done} {spent:.0f}s {figures}", flush=True)
                tally.clear()
                shown = spent
            if spent - saved > 90 or spent >= budget:
                if stage != "see":
                    print(f"{stage} step {done} held out {json.dumps(self.judge(held_out))}", flush=True)
                self.save(state, stage, optimizer, done, spent)
                saved = spent
                clock = time.monotonic()

    def keep_visual(self, data):
        file = Path(self.arguments.state) / "visual.pt"
        if file.exists():
            return torch.load(file)
        kept = torch.empty(len(data.tiles), self.grid**2, self.width, dtype=torch.bfloat16)
        with torch.no_grad():
            for first in range(0, len(kept), 64):
                numbers = range(first, min(first + 64, len(kept)))
                kept[numbers.start : numbers.stop] = self.visual(data.pixels(list(numbers))).bfloat16()
        torch.save(kept, file)
        print(f"kept the visual tokens of {len(kept)} tiles", flush=True)
        return kept

    def pick(self, data, generator):
        domain = self.arguments.domains.split(",")[generator.integers(5)]
        count = self.arguments.batch if domain == "VIDEO" else 2 * self.arguments.batch
        windows = data.domains[domain]
        if domain == "VIDEO" and generator.integers(2):
            windows = self.moving(data)
        return domain, [windows[i] for i in generator.integers(len(windows), size=count)]

    def moving(self, data):
        """Windows in which the red car drives: fewer than half."""
        if not hasattr(self, "driving"):
            ways = {"left", "right", "up", "down"}
            self.driving = [w for w in data.domains["VIDEO"] if any(q["text"] in ways for q in w["questions"])]
        return self.driving

    def step(self, stage, data, kept, generator, tally):
        if stage == "see":
            numbers = generator.choice(list(data.things), size=self.arguments.batch * 4)
            things = [data.things[n] for n in numbers]
            loss, distance = self.seeing_loss(self.visual(data.pixels(numbers)), things)
            tally["loss"].append(loss.item())
            tally["distance"].append(distance.item())
            return loss
        domain, windows = self.pick(data, generator)
        numbers = [tile for window in windows for tile in window["tiles"]]
        if kept is not None:
            visual, seeing = kept[numbers].float(), 0
        else:
            visual = self.visual(data.pixels(numbers))
            seeing, _ = self.seeing_loss(visual, [data.things[n] for n in numbers])
        loss, aux, motion = self.reading_loss(data, windows, visual.reshape(-1, self.width))
        tally[domain.lower()].append(loss.item())
        tally["aux"].append(aux.item())
        if domain == "VIDEO":
            tally["motion"].append(motion.item())
            tally["followed"].append(self.wrong)
        return loss + aux + 0.2 * seeing

    # states

    def resume(self, state, stage, optimizer):
        own = state / f"{stage}.pt"
        before = {"see": [], "read": ["see"], "both": ["read"]}[stage]
        for name in [stage] + before:
            file = state / f"{name}.pt"
            if file.exists():
                saved = torch.load(file)
                self.model.load_state_dict(saved["model"])
                self.seen.load_state_dict(saved["seen"])
                self.frame.load_state_dict(saved["frame"])
                self.follow.load_state_dict(saved["follow"])
                print(f"continuing from {file}, step {saved['done']}", flush=True)
                if file == own:
                    optimizer.load_state_dict(saved["optimizer"])
                    return saved["done"], saved["spent"]
                break
        return 0, 0.0

    def save(self, state, stage, optimizer, done, spent):
        draft = state / f"{stage}.draft"
        torch.save(
            {
                "model": self.model.state_dict(),
                "seen": self.seen.state_dict(),
                "frame": self.frame.state_dict(),
                "follow": self.follow.state_dict(),
                "optimizer": optimizer.state_dict(),
                "done": done,
                "spent": spent,
            },
            draft,
        )
        draft.replace(state / f"{stage}.pt")

    def export(self):
        out = Path(self.arguments.out)
        out.mkdir(parents=True, exist_ok=True)
        state = Path(self.arguments.state)
        file = next(f for f in [state / "both.pt", state / "read.pt"] if f.exists())
        self.model.load_state_dict(torch.load(file)["model"])
        for source in (Path(self.arguments.set) / "model").glob("*.json"):
            shutil.copy(source, out / source.name)
        tensors = {}
        for name, value in self.model.state_dict().items():
            name = name.removeprefix("model.").replace("language_model.", "language_model.model.")
            name = "language_model.lm_head.weight" if name == "lm_head.weight" else name
            tensors[name] = value.to(torch.bfloat16).contiguous()
        save_file(tensors, out / "model.safetensors", metadata={"format": "pt"})
        print(f"{file} written to {out}, {(out / 'model.safetensors').stat().st_size} bytes")


def overlap(a, b):
    wide = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    high = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    both = wide * high
    areas = sum(max(0, (box[2] - box[0])) * max(0, box[3] - box[1]) for box in (a, b))
    return both / max(1, areas - both)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=["see", "read", "both", "export"])
    parser.add_argument("--set", required=True)
    parser.add_argument("--held-out")
    parser.add_argument("--state", required=True)
    parser.add_argument("--out")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--domains", default="VIDEO,VIDEO,VIDEO,SCREEN,INSPECTION", help="five, drawn with equal chance")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    training = Training(arguments)
    if arguments.stage == "export":
        training.export()
    else:
        training.run()
