#!/usr/bin/env python3
"""How well the program reads: one table, measured on texts that people have coded by hand.

Usage: reading.py PROGRAM [DATA] [--parser EVAL] [--misses NAME] [--write FILE]

DATA is the folder of published data sets (default ../shared/data); without it there is nothing to
measure.  --parser names the program that measures tags and trees alone.  --misses founding|plover lists what was missed or was too much, with its sentence; --write
FILE replaces the table between the two marks of FILE.  Intervals are 90 %, from 1,000 resamplings of
the rows with one seed.  Nothing of the texts is ever used to code them: the rules are the program's.

SPDX-License-Identifier: MIT
"""
import csv
import json
import os
import pathlib
import random
import re
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'data'))
import check_records

BEGIN, END = '<!-- table: begin -->', '<!-- table: end -->'


def interval(flags):
    """The share of flags that are set, in percent, with its 90 % interval."""
    if not flags:
        return None
    draw = random.Random(1)
    n = len(flags)
    means = sorted(sum(draw.choices(flags, k=n)) / n for _ in range(1000))
    return 100 * sum(flags) / n, 100 * means[50], 100 * means[949]


def shown(figure):
    return '' if figure is None else f'{figure[0]:.1f} ({figure[1]:.0f}-{figure[2]:.0f})'


def read(program, words, folder=None):
    command = [program, '--db', ':memory:', 'read', '-f', 'jsonl', '-q', *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    if done.returncode != 0:
        raise SystemExit(f'{" ".join(command)}: exit code {done.returncode}\n{done.stderr[-400:]}')
    return [json.loads(line) for line in done.stdout.splitlines()]


def rows_of(path):
    with open(path, encoding='utf-8') as file:
        return list(csv.DictReader(file, delimiter='\t', quoting=csv.QUOTE_NONE))


# ---- the founding documents: events with offsets ----

class Founding:
    """Events of documents, matched as the public scorer does: same document, the sentence that holds
    the quote, any of the pairs, any of the types."""

    def __init__(self, program, data):
        self.gold = rows_of(os.path.join(data, 'seeds-gold', 'events.dev.tsv'))
        self.folder = os.path.join(data, '..', 'seeds')
        self.articles = sorted({row['article'] for row in self.gold})
        self.coded = read(program, [os.path.join(self.folder, a) for a in self.articles])
        self.explained = read(program, ['--explain', *(os.path.join(self.folder, a)
                                                       for a in self.articles)])
        self.spans = rows_of(os.path.join(data, 'seeds-gold', 'boilerplate.dev.tsv'))

    @staticmethod
    def actors(field):
        need, optional = set(), set()
        for one in field.split(';'):
            one = one.strip()
            if one and one != '-':
                (optional if one.startswith('(') else need).update(one.strip('()').split('|'))
        return need, optional

    @staticmethod
    def pairs(sources, targets):
        if not targets:
            return {(one, None) for one in sources}
        return ({(a, b) for a in sources for b in targets if a != b}
                or {(a, b) for a in sources for b in targets})

    @staticmethod
    def here(row, event):
        at = int(row['offset'])
        return (os.path.basename(event['document']) == row['article']
                and event['offset'] - 7 <= at <= event['offset'] + event['length'] + 2)

    def dyad(self, row, event):
        source, may_source = self.actors(row['source'])
        target, may_target = self.actors(row['target'])
        coded_source, coded_target = set(event['source']), set(event['target'])
        if not (target or may_target) or (not target and not coded_target):
            return bool((source | may_source) & coded_source)
        coded = self.pairs(coded_source, coded_target)
        if self.pairs(source or may_source, target or may_target) & coded:
            return True
        return not (source and target) and bool(
            self.pairs(source | may_source, target | may_target) & coded)

    def typed(self, row, event):
        return self.dyad(row, event) and (row['plover'] == '-'
                                          or event['type'] in row['plover'].split('|'))

    def hits(self):
        required = [row for row in self.gold if row['agreed'] != 'doubtful']
        found = [int(any(self.here(row, e) and self.typed(row, e) for e in self.coded))
                 for row in required]
        right = [int(any(self.here(row, e) and self.typed(row, e) for row in self.gold))
                 for e in self.coded]
        return required, found, right

    def status(self):
        """F1 of negated and conditional over all coded rows, and its parts."""
        marked = ('negated', 'conditional')
        want = [row for row in self.gold if row['mode'] in marked and row['agreed'] != 'doubtful']
        found = [int(any(self.here(row, e) and self.dyad(row, e) and e['status'] == row['mode']
                         for e in self.coded)) for row in want]
        said = [e for e in self.coded if e['status'] in marked
                and any(self.here(row, e) and self.dyad(row, e) for row in self.gold)]
        right = [int(any(self.here(row, e) and self.dyad(row, e) and e['status'] == row['mode']
                         for row in self.gold)) for e in said]
        return found, right

    def speaker(self):
        def words(text):
            return {w.strip('.,').lower() for w in (text or '').split() if len(w) > 2}

        return [int(any(self.here(row, e) and self.dyad(row, e)
                        and words(e.get('speaker')) & words(row['said_by']) for e in self.coded))
                for row in self.gold
                if row['agreed'] != 'doubtful' and row['said_by'] not in ('author', '-', '')]

    def cleaning(self):
        """Whether each span of boilerplate was dropped, and which share of the other text was kept."""
        dropped, kept, all_text = [], 0, 0
        for article in self.articles:
            with open(os.path.join(self.folder, article), 'rb') as file:
                text = file.read()
            used = bytearray(len(text))
            for line in self.explained:
                if os.path.basename(line['document']) == article and line['kept'] is True:
                    used[line['offset']:line['offset'] + line['length']] = b'\1' * line['length']
            outside = bytearray(len(text))
            for span in self.spans:
                if span['article'] != article:
                    continue
                start, end = int(span['byte_start']), int(span['byte_end'])
                outside[start:end] = b'\1' * (end - start)
                dropped.append(int(not any(used[start:end])))
            for at, byte in enumerate(text):
                if not outside[at] and not chr(byte).isspace():
                    all_text += 1
                    kept += used[at]
        return dropped, kept / all_text

    def misses(self):
        required, found, right = self.hits()
        for row, hit in zip(required, found):
            if not hit:
                print(f"missed  {row['article'][:3]} {row['offset']:>5} {row['source']} > {row['target']} "
                      f"{row['plover']} {row['mode']}: {row['quote']}")
        for event, hit in zip(self.coded, right):
            if not hit:
                print(f"surplus {event['document'][:3]} {event['offset']:>5} {event['source']} > "
                      f"{event['target']} {event['type']} ({event['rule']}): {event['text'][:150]}")


# ---- single sentences of the PLOVER gold standard ----

OLD_TYPES = {'DEMAND': 'REQUEST', 'DISAPPROVE': 'ACCUSE', 'FIGHT': 'ASSAULT', 'INVESTIGATE': 'ACCUSE'}
# Codes of CAMEO that differ from ISO 3166.
STATES = {'JAP': 'JPN', 'GER': 'DEU', 'ROM': 'ROU', 'SER': 'SRB', 'SCG': 'SRB', 'YUG': 'SRB',
          'PAL': 'PSE', 'WSB': 'PSE', 'GZS': 'PSE', 'SUN': 'RUS', 'ZAR': 'COD', 'TMP': 'TLS',
          'BOS': 'BIH', 'ITL': 'ITA'}
ORGANISATIONS = ('IGO', 'IMG', 'NGO', 'INT')


class Plover:
    def __init__(self, program, data):
        with open(os.path.join(data, 'event-coding', 'plover', 'PLOVER_GSR_CAMEO.dev.json'),
                  encoding='utf-8') as file:
            self.gold = json.load(file)
        with open(os.path.join(data, 'country-codes', 'codelist.csv'), encoding='utf-8') as file:
            self.states = {row['iso3c'] for row in csv.DictReader(file)}
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'plover.jsonl')
            with open(path, 'w', encoding='utf-8') as file:
                for number, row in enumerate(self.gold):
                    file.write(json.dumps({'id': str(number), 'date': row['date'],
                                           'text': row['text']}) + '\n')
            coded = read(program, [path])
        self.coded = [[] for _ in self.gold]
        for event in coded:
            self.coded[int(re.search(r'(\d+)$', event['document']).group(1))].append(event)

    def is_organisation(self, actor):
        return actor not in self.states

    def meets(self, code, actors):
        code = code[:3]
        if code in ORGANISATIONS:
            return any(self.is_organisation(actor) for actor in actors)
        return STATES.get(code, code) in actors

    def matches(self, row, event):
        """Pair and category; an empty target with two sources is reciprocal; a target that is left
        empty counts as the source's own state where the standard has that."""
        sources = [actor['code'] for actor in row['source'] or []]
        targets = [actor['code'] for actor in row.get('target') or []]
        if OLD_TYPES.get(row['event'], row['event']) != event['type']:
            return False
        if not targets and len(sources) > 1:
            return any(self.meets(a, event['source']) and self.meets(b, event['target'])
                       for a in sources for b in sources if a != b)
        if not targets:
            return any(self.meets(code, event['source']) for code in sources)
        if not sources:
            return any(self.meets(code, event['target']) for code in targets)
        return any(self.meets(a, event['source']) and
                   (self.meets(b, event['target']) or (a[:3] == b[:3] and not event['target']))
                   for a in sources for b in targets)

    def hits(self):
        found = [int(any(self.matches(row, e) for e in events))
                 for row, events in zip(self.gold, self.coded)]
        right = [int(self.matches(row, e)) for row, events in zip(self.gold, self.coded)
                 for e in events]
        return found, right

    def misses(self):
        for row, events in zip(self.gold, self.coded):
            if any(self.matches(row, e) for e in events):
                continue
            print(f"{row['id']}: {row['text']}")
            print(f"    gold  {row['event']} {[a['code'] for a in row['source'] or []]} "
                  f"{[a['code'] for a in row.get('target') or []]} {row['eventText']}")
            for e in events:
                print(f"    coded {e['type']} {e['source']} {e['target']} {e['status']} ({e['rule']})")


# ---- the suites of other coders ----

def records(program, data):
    for suite in check_records.SUITES:
        folder = pathlib.Path(data) / 'event-coding'
        yield [int(expected == got)
               for _, expected, got in check_records.code(program, folder, suite)]


# ---- tags and trees ----

def treebank(program, evaluator, data):
    """XPOS, UAS and LAS on the development half, as the evaluator prints them."""
    weights = os.path.join(os.path.dirname(program), 'data', 'weights', 'english.weights')
    bank = os.path.join(data, 'event-coding', 'ud-english', 'ewt-dev.tsv')
    done = subprocess.run([evaluator, weights, bank, '1'], capture_output=True, text=True,
                          check=True)
    found = re.search(r'XPOS ([\d.]+) UAS ([\d.]+) LAS ([\d.]+)', done.stdout)
    return found.groups()


# ---- speed ----

def real_sentences(data):
    """Distinct sentences of 15 to 40 words, as text."""
    folder = os.path.join(data, 'event-coding')
    texts = {row['text'] for row in rows_of(os.path.join(folder, 'records',
                                                         'TABARI.Validate.dev.tsv'))}
    words = []
    with open(os.path.join(folder, 'ud-english', 'ewt-train.tsv'), encoding='utf-8') as file:
        for line in file:
            if line.strip():
                words.append(line.split('\t')[0])
            else:
                texts.add(re.sub(r" ([.,;:!?)]|n't|'\w+)", r'\1', ' '.join(words)))
                words = []
    return sorted(text for text in texts if 15 <= len(text.split()) <= 40)


def processor_time(command):
    """User and system seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def speed(program, data):
    """Sentences a second of one core by mode, and milliseconds to the first event."""
    sentences = real_sentences(data)
    with tempfile.TemporaryDirectory() as folder:
        many, one = os.path.join(folder, 'many.txt'), os.path.join(folder, 'one.txt')
        with open(many, 'w', encoding='utf-8') as file:
            file.write('\n\n'.join(sentences))
        with open(one, 'w', encoding='utf-8') as file:
            file.write('China on Friday criticized Japan.\n')
        words = [program, '--db', ':memory:', 'read', '-q', '-j', '1', '-f', 'jsonl', '--mode']
        start = {mode: min(processor_time([*words, mode, one]) for _ in range(7))
                 for mode in ('chunk', 'parse')}
        for mode in ('chunk', 'parse'):
            best = min(processor_time([*words, mode, many]) for _ in range(3))
            yield len(sentences) / (best - start[mode])
        yield 1000 * start['parse']


def rows(program, data, evaluator):
    founding, plover = Founding(program, data), Plover(program, data)
    required, found, right = founding.hits()
    yield ('founding documents, pair and type: recall', shown(interval(found)), '40', '55')
    yield ('founding documents, pair and type: precision', shown(interval(right)), '60', '75')
    found, right = founding.status()
    recall, precision = sum(found) / len(found), sum(right) / max(len(right), 1)
    f1 = 200 * recall * precision / (recall + precision) if recall + precision else 0.0
    yield (f'status: F1 of negated and conditional ({len(found)} rows)', f'{f1:.1f}', '60', '80')
    yield ('speaker, where not the author', shown(interval(founding.speaker())), '50', '75')
    dropped, kept = founding.cleaning()
    yield (f'boilerplate dropped ({len(dropped)} spans)', shown(interval(dropped)), '100', '')
    yield ('article text kept', f'{100 * kept:.2f}', '99', '')
    found, right = plover.hits()
    yield (f'PLOVER sentences ({len(found)}), pair and category: recall', shown(interval(found)), '45', '60')
    yield ('PLOVER sentences, pair and category: precision', shown(interval(right)), '55', '70')
    tabari, petrarch = records(program, data)
    yield (f"TABARI's own suite ({len(tabari)} records)", shown(interval(tabari)), '75', '90')
    yield (f"PETRARCH's unit records ({len(petrarch)}), from text alone",
           shown(interval(petrarch)), '65', '80')
    if evaluator is not None:
        tags, _, trees = treebank(program, evaluator, data)
        yield ('English-EWT: tags (XPOS, gold tokens)', tags, '94', '95')
        yield ('English-EWT: trees (LAS, predicted tags)', trees, '80', '82')
    chunk, parse, start = speed(program, data)
    yield ('speed of chunk mode, sentences a second, one core', f'{chunk:.0f}', '20000', '50000')
    yield ('speed of parse mode, sentences a second, one core', f'{parse:.0f}', '4000', '10000')
    yield ('start to first event, ms of processor time', f'{start:.0f}', '50', '10')


def table(program, data, evaluator):
    lines = ['| test | measured (% unless said) | at least | goal |', '|---|---|---|---|']
    lines += [f'| {" | ".join(row)} |' for row in rows(program, data, evaluator)]
    return '\n'.join(lines)


def write_table(path, text):
    with open(path, encoding='utf-8') as file:
        page = file.read()
    head, rest = page.split(BEGIN)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'{head}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}')


def main(arguments):
    options = {'--misses': None, '--write': None, '--parser': None}
    for name in options:
        if name in arguments:
            at = arguments.index(name)
            options[name] = arguments[at + 1]
            del arguments[at:at + 2]
    program = os.path.abspath(arguments[0])
    data = os.path.abspath(arguments[1] if len(arguments) > 1 else '../shared/data')
    if not os.path.isdir(os.path.join(data, 'seeds-gold')):
        print(f'nothing is measured: there is no {data}')
        return 0
    if options['--misses']:
        {'founding': Founding, 'plover': Plover}[options['--misses']](program, data).misses()
        return 0
    text = table(program, data, options['--parser'])
    print(text)
    if options['--write']:
        write_table(options['--write'], text)
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
