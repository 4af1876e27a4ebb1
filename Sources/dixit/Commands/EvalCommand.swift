import Foundation
import Gathering
import Library
import Reading

extension Command {
    /// `dixit eval`
    static let eval: Command = Command(
        name: "eval",
        summary: "Measure the reader against articles whose statements are marked",
        explanation: """
            GOLD is JSON Lines: “id”, “text”, and “statements” with “source”, “cue” and “content”, each a list of spans \
            [start, end] or {"start": …, "end": …} in code points. The articles are read and compared; the table gives precision, \
            recall and F1 in per cent. “statement” is the headline figure: cues overlap, and source and content each share at least \
            half of their characters.

            Statements inside the contents of others, and quotations without a cue, count like all. With --flat those that the \
            reader finds are left out: for gold standards whose annotators marked none. A gold statement without a cue is paired by \
            its content.

            With --calibration a second table shows, for ten ranges of confidence, how many statements there are, their mean \
            confidence and the share of them that is right by “statement”.

            With --times the time expressions of GOLD are measured, without a model: “timex”, a list of {"start": …, "end": …, \
            "value": "1998-01-08"} as in TIMEX3, seen from the day of “published”. “strict” is those of the same span, “relaxed” those that share \
            a character, “value” those of them with the same value.

            --duties: “gold_duties”, each with “bearer”, “duty”, “instrument”, “status” and “by”; who gives a speech is its “speaker”. --acts: one \
            sentence a line with “root”, its category of PLOVER. --tone: “sentence”, and “targets” with “start”, “end” and “tone”. --own: one \
            sentence a line with “label”, SUBJ or OBJ. --pairs: how two statements stand to each other, a line {"x": {"speaker": …, "cue": …, \
            "content": …}, "y": …, "rel": "same" | "agree" | "related" | "oppose" | "contradict" | "unrelated"}, or a marked article, whose “vs” \
            oppose each other. Documentation/measuring.md says what each figure is.
            """,
        examples: [
            "dixit eval gold.jsonl", "dixit eval --calibration gold.jsonl",
            "dixit read -f jsonl gold.jsonl > found.jsonl && dixit eval gold.jsonl --predictions found.jsonl",
            "dixit eval --times times.jsonl", "dixit eval --duties duties.jsonl", "dixit eval --tone sentences.jsonl",
            "dixit eval --pairs pairs.jsonl",
        ],
        options: [
            EvalOption.json
        ] + EvalOption.layers + [
            EvalOption.calibration, EvalOption.flat, EvalOption.predictions, ReadOption.jobs, ReadOption.model, ReadOption.engine,
            ReadOption.quiet,
        ],
        operand: Operand(name: "GOLD", count: 1...1, help: "Articles with their statements, as JSON Lines"),
        run: { given in
            if let ended = try MarksEvaluation(given).run(on: given.operands.first ?? "-") { return ended }
            let gold = try AnnotatedFile.articles(at: given.operands.first ?? "-", as: .gold)
            var figures = EvalFigures(withCalibration: given.has(EvalOption.calibration))
            if let predictions = given.text(EvalOption.predictions) {
                guard !given.has(EvalOption.flat) else {
                    throw CommandError(
                        description:
                            "--flat is for articles that are read, not for --predictions; leave those out of the file yourself")
                }
                try figures.add(gold, predictions: AnnotatedFile.articles(at: predictions, as: .predictions))
            } else {
                Interruption.hold()
                let path = try ModelLocation.find(named: given.text(ReadOption.model))
                let session = try EvalSession(
                    given, Reader(modelAt: path, engine: given.choice(ReadOption.engine), threads: given.threads))
                let order = StopOrder.onSignals()
                switch try session.read(gold, adding: figures, unless: order.cancellation) {
                case .measured(let measured): figures = measured
                case .interrupted: return order.status(of: .cancelled)
                }
            }
            try OutputFile.standard.write(Array((given.has(EvalOption.json) ? figures.json : figures.table).utf8))
            return .success
        })
}

/// The options that `dixit eval` alone has.
enum EvalOption {
    static let json = Option("json", help: "Print the figures as one JSON object")
    static let calibration = Option("calibration", "c", help: "Show also how far confidences are from the truth")
    static let marks = Option("marks", help: "Measure speakers and marks: GOLD has who, n, act, to, on, f, vs, ag and d")
    static let flat = Option("flat", help: "Leave out what is found inside other statements, or without a cue")
    static let times = Option("times", help: "Measure time expressions and their values instead of statements")
    static let duties = Option("duties", help: "Measure duties: GOLD has gold_duties")
    static let acts = Option("acts", help: "Measure events: GOLD has sentences with their categories of PLOVER")
    static let tone = Option("tone", help: "Measure tones toward places in sentences: GOLD has targets")
    static let own = Option("own", help: "Measure the article's own voice: GOLD has sentences, SUBJ or OBJ")
    static let pairs = Option("pairs", help: "Measure how two statements stand to each other: GOLD has judged pairs")
    /// Those that measure something else than statements; one at a time.
    static let layers = [marks, times, duties, acts, tone, own, pairs]
    static let predictions = Option("predictions", "p", .file, help: "Measure these statements instead of reading (JSON Lines)")
}

extension EvalSession {
    /// A session as the command line asks for it.
    fileprivate init(_ given: Given, _ reader: Reader) throws {
        let display = Progress.Display(
            isQuiet: given.has(ReadOption.quiet), outputIsSeen: false, ProcessInfo.processInfo.environment)
        try self.init(
            reader: ArticleReader(reader), isFlat: given.has(EvalOption.flat),
            threads: given.threads, display: display)
    }
}
