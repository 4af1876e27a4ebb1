import Foundation
import Record

/// A sentence with the tone toward each of some places in it.
public struct MarkedTones: Decodable, Sendable {
    /// Its id.
    public let id: String
    /// The sentence.
    public let sentence: String
    let targets: [Target]

    struct Target: Decodable, Sendable {
        let start: Int
        let end: Int
        let tone: String
    }

    /// Where the targets stand.
    public var spans: [Span] { targets.map { Span($0.start, $0.end) } }

    /// The sentences of a file of JSON Lines.
    ///
    /// - Throws: `MarkedFileError` that names the line which holds no such sentence.
    public static func sentences(in file: Data, called name: String) throws -> [MarkedTones] {
        let sentences: [MarkedTones] = try MarkedLines.decode(
            file, called: name, "sentence with tones: it needs id, sentence, and targets, each with start, end and tone")
        for (number, sentence) in sentences.enumerated() {
            let length = sentence.sentence.unicodeScalars.count
            guard sentence.targets.allSatisfy({ 0 <= $0.start && $0.start < $0.end && $0.end <= length }) else {
                throw MarkedFileError(
                    description:
                        "\(name): a target of sentence \(number + 1) (“\(sentence.id.prefix(60))”) lies outside of its sentence")
            }
        }
        return sentences
    }
}

/// How well tones toward given places agree with what people have marked: as NewsMTSC is measured, by the mean of F1 over the three tones.
public struct ToneMeasure: Sendable {
    private var rows: [(told: String?, gold: String)] = []

    /// A measure of no sentences.
    public init() {}

    /// Adds a sentence with the tone that was found toward each of its targets, in their order.
    public mutating func add(_ gold: MarkedTones, _ tones: [String]) {
        for (place, target) in gold.targets.enumerated() {
            rows.append((tones.indices.contains(place) ? tones[place] : nil, target.tone))
        }
    }

    /// The figures, in the order of the table.
    public var figures: [Figure] {
        let right = rows.count { $0.told == $0.gold }
        let labels = ["negative", "neutral", "positive"]
        let scores = labels.map { Figures.f1(of: $0, rows) }
        return [
            Figure(name: "targets", value: .count(rows.count)),
            Figure(name: "tone", value: .share(rows.isEmpty ? nil : Double(right) / Double(rows.count))),
            Figure(name: "tone, macro F1", value: .share(rows.isEmpty ? nil : scores.reduce(0, +) / 3)),
        ] + zip(labels, scores).map { Figure(name: "\($0) F1", value: .share($1)) }
    }

    /// The figures as a table: a line each, shares in percent.
    public var table: String { Figures.table(figures) }
}

/// A sentence of which somebody has said whether it tells its author's own view.
public struct MarkedOwnVoice: Decodable, Sendable {
    /// Its id, by which a prediction is paired with it.
    public let id: String
    /// The sentence.
    public let text: String
    /// SUBJ or OBJ.
    let label: String

    /// The sentences of a file of JSON Lines.
    ///
    /// - Throws: `MarkedFileError` that names the line which holds no such sentence.
    public static func sentences(in file: Data, called name: String) throws -> [MarkedOwnVoice] {
        try MarkedLines.decode(file, called: name, "labelled sentence: it needs id, text and label, SUBJ or OBJ")
    }
}

/// How well the article's own voice is told from reported facts: the mean of F1 over both.
public struct OwnVoiceMeasure: Sendable {
    private var rows: [(told: String?, gold: String)] = []

    /// A measure of no sentences.
    public init() {}

    /// Adds a sentence with what was found in it: it is subjective where something in it is marked as the article's own voice.
    public mutating func add(_ gold: MarkedOwnVoice, _ found: Findings?) {
        rows.append((found?.marks.contains { $0.layer == "own_voice" } == true ? "SUBJ" : "OBJ", gold.label))
    }

    /// The figures, in the order of the table.
    public var figures: [Figure] {
        let right = rows.count { $0.told == $0.gold }
        let scores = ["OBJ", "SUBJ"].map { Figures.f1(of: $0, rows) }
        return [
            Figure(name: "sentences", value: .count(rows.count)),
            Figure(name: "own voice", value: .share(rows.isEmpty ? nil : Double(right) / Double(rows.count))),
            Figure(name: "own voice, macro F1", value: .share(rows.isEmpty ? nil : scores.reduce(0, +) / 2)),
            Figure(name: "reported F1", value: .share(scores[0])), Figure(name: "own F1", value: .share(scores[1])),
        ]
    }

    /// The figures as a table: a line each, shares in percent.
    public var table: String { Figures.table(figures) }
}
