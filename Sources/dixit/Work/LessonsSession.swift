import Foundation
import Gathering
import Reading
import Record
import Wire

/// One run of `dixit model speakers`: for each article a line of JSON with the statements, their candidates and the entities, and behind
/// it the numbers that the line counts, as single precision, little-endian.
struct LessonsSession: Sendable {
    let reader: Reader
    let output: OutputFile
    /// Whether the statements of the file are taken, not those that are found.
    let isGiven: Bool

    func run(on path: String) throws -> ExitCode {
        for article in try AnnotatedFile.articles(at: path, as: .gold) {
            let given = article.statements.map {
                GivenStatement(source: $0.source.first, cue: $0.cue.first, content: $0.content)
            }
            let lessons = reader.speakerLessons(article.text ?? "", given: isGiven ? given : nil)
            try output.write(line(article.id, lessons))
            try lessons.numbers.withUnsafeBytes { try output.write(Array($0)) }
        }
        return .success
    }

    private func line(_ id: String, _ lessons: SpeakerLessons) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("id", id)
            json.member("heads", json: "\(lessons.heads)")
            json.member("numbers", lessons.numbers.count)
            json.member("widths", json: "\(lessons.widths)")
            json.name("entities")
            json.array(lessons.entities) { entity, json in
                json.object { json in
                    json.member("name", entity.name)
                    json.member("kind", entity.kind?.rawValue)
                    json.member("named", entity.isNamed)
                    json.name("called")
                    json.array(entity.called) { name, json in json.string(name) }
                }
            }
            json.name("statements")
            json.array(lessons.lessons) { lesson, json in
                json.object { json in
                    json.member("source", json: "\(lesson.source.map { [[$0.start, $0.end]] } ?? [])")
                    json.member("cue", json: "\(lesson.cue.map { [[$0.start, $0.end]] } ?? [])")
                    json.member("content", json: "\(lesson.content.map { [$0.start, $0.end] })")
                    json.member("candidates", json: "\(lesson.candidates)")
                    json.member("witnesses", json: "\(lesson.witnesses)")
                    json.member("ruled", lesson.ruled)
                    json.member("own_name", lesson.ownName)
                    json.member("telling", json: "\(lesson.telling)")
                }
            }
        }
        return json.bytes + [0x0A]
    }
}
