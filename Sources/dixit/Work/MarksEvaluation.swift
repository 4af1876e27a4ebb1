import Finding
import Foundation
import Gathering
import Meaning
import Reading
import Record
import Wire

/// One run of `dixit eval` with an option that names a layer: how well speakers, marks and duties agree with what people have marked.
struct MarksEvaluation {
    private let given: Given

    /// As the command line asks for it.
    init(_ given: Given) { self.given = given }

    /// What is measured with these options, instead of statements; nil where none of them is given.
    ///
    /// - Throws: `CommandError` where a file cannot be read, `MarkedFileError` where it does not hold what the option asks for.
    func run(on path: String) throws -> ExitCode? {
        let asked = EvalOption.layers.filter(given.has)
        guard let option = asked.first else { return nil }
        guard asked.count == 1 else {
            throw CommandError(
                description: "--\(asked[0].name) and --\(asked[1].name) measure different things; give one of them at a time")
        }
        switch option.name {
        case EvalOption.times.name: try times(path)
        case EvalOption.duties.name: try duties(path)
        case EvalOption.acts.name: try acts(path)
        case EvalOption.tone.name: try tone(path)
        case EvalOption.own.name: try own(path)
        case EvalOption.pairs.name: try pairs(path)
        default: try marks(path)
        }
        return .success
    }

    private func marks(_ path: String) throws {
        let gold = try MarkedArticle.articles(in: EvaluatedRecords.bytes(of: path), called: path)
        let records = try EvaluatedRecords(given)
        var measure = MeaningMeasure()
        for article in gold {
            let read = Article(id: article.id, path: path, published: article.published, text: article.text)
            measure.add(article, records.findings(in: read))
        }
        try write(measure.table, measure.figures)
    }

    private func times(_ path: String) throws {
        let figures = try TimeFigures(AnnotatedFile.times(at: path))
        try OutputFile.standard.write(Array((given.has(EvalOption.json) ? figures.json : figures.table).utf8))
    }

    private func duties(_ path: String) throws {
        let gold = try MarkedDuties.texts(in: EvaluatedRecords.bytes(of: path), called: path)
        let records = try EvaluatedRecords(given)
        var measure = DutyMeasure()
        for text in gold {
            let read = Article(id: text.id, path: path, author: text.speaker, published: text.published, text: text.text)
            measure.add(text, records.findings(in: read))
        }
        try write(measure.table, measure.figures)
    }

    private func acts(_ path: String) throws {
        let gold = try MarkedEvent.sentences(in: EvaluatedRecords.bytes(of: path), called: path)
        let records = try EvaluatedRecords(given)
        var measure = EventMeasure()
        for sentence in gold {
            measure.add(sentence, records.findings(in: Article(id: sentence.id, path: path, text: sentence.text)))
        }
        try write(measure.table, measure.figures)
    }

    private func tone(_ path: String) throws {
        let gold = try MarkedTones.sentences(in: EvaluatedRecords.bytes(of: path), called: path)
        try refusePredictions("tone")
        let reader = try Reader(
            modelAt: ModelLocation.find(named: given.text(ReadOption.model)), engine: given.choice(ReadOption.engine),
            threads: given.threads)
        let marker = try Marker(for: reader)
        var measure = ToneMeasure()
        for sentence in gold { measure.add(sentence, marker.tones(in: sentence.sentence, toward: sentence.spans)) }
        try write(measure.table, measure.figures)
    }

    private func own(_ path: String) throws {
        let gold = try MarkedOwnVoice.sentences(in: EvaluatedRecords.bytes(of: path), called: path)
        let records = try EvaluatedRecords(given)
        var measure = OwnVoiceMeasure()
        for sentence in gold {
            measure.add(sentence, records.findings(in: Article(id: sentence.id, path: path, text: sentence.text)))
        }
        try write(measure.table, measure.figures)
    }

    private func pairs(_ path: String) throws {
        let gold = try MarkedPair.pairs(in: EvaluatedRecords.bytes(of: path), called: path)
        var measure = PairMeasure()
        for pair in gold { measure.add(pair, told: PairRules.shown(pair.x, pair.y)?.relation) }
        try write(measure.table, measure.figures)
    }

    private func refusePredictions(_ option: String) throws(CommandError) {
        guard given.has(EvalOption.predictions) else { return }
        throw CommandError(
            description:
                "--\(option) measures tones toward places that the file names, which no record holds; leave --predictions out")
    }

    private func write(_ table: String, _ figures: [Figure]) throws {
        guard given.has(EvalOption.json) else { return try OutputFile.standard.write(Array(table.utf8)) }
        var json = JSONWriter()
        json.object { json in
            for figure in figures {
                switch figure.value {
                case .count(let count): json.member(figure.name, count)
                case .share(let share?): json.member(figure.name, json: "\(share)")
                case .share(nil): json.member(figure.name, json: "null")
                }
            }
        }
        try OutputFile.standard.write(json.bytes + [UInt8(ascii: "\n")])
    }
}
