import Actors
import Finding
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

@Suite struct ActorResolutionTests {
    private let ledger: Ledger
    private let folder: LedgerFolder

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
    }

    /// The actor of the first entity of an article about somebody.
    private func actor(_ text: String, _ name: String, _ kind: EntityKind = .person, others: [(String, MentionForm)] = []) throws
        -> Int?
    {
        let added = try ledger.add([Written.entry(text, [Written.Person(names: [name], kind: kind, others: others)])])
        return try EntityRows(connection: ledger.connection).entities(of: added[0].article)[0].actor
    }

    @Test func compatibleFullNamesAreOnePerson() throws {
        let first = try actor("Dessa Korvin came.", "Dessa Korvin")
        #expect(try actor("Dessa M. Korvin left.", "Dessa M. Korvin") == first)
        #expect(try actor("Dessa Ivo Korvin slept.", "Dessa Ivo Korvin") != first)
    }

    @Test func aLoneSurnameJoinsNobody() throws {
        let first = try actor("Dessa Korvin came.", "Dessa Korvin")
        let alone = try actor("Korvin left.", "Korvin")
        #expect(alone != nil && alone != first)
        #expect(try actor("Korvin slept.", "Korvin") != alone)
    }

    @Test func twoOfOneNameAreKeptApartByWhatTheyDo() throws {
        let senator = try actor("Ivo Tarn, the senator, came.", "Ivo Tarn", others: [("the senator", .nominal)])
        let striker = try actor("Ivo Tarn, the striker, ran.", "Ivo Tarn", others: [("the striker", .nominal)])
        #expect(senator != striker)
        #expect(try actor("Ivo Tarn, a senator, spoke.", "Ivo Tarn", others: [("a senator", .nominal)]) == senator)
        let uncertain = try actor("Ivo Tarn slept.", "Ivo Tarn")
        #expect(uncertain != senator && uncertain != striker)
    }

    @Test func organisationsAreOneByNameAndKind() throws {
        let council = try actor("The River Council met.", "River Council", .organization)
        #expect(try actor("the river council voted.", "the river council", .organization) == council)
        #expect(try actor("River Council is a village.", "River Council", .place) != council)
    }
}
