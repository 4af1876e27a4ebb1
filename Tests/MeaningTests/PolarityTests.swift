import Record
import Testing

@testable import Meaning

@Suite struct PolarityTests {
    @Test(arguments: [
        ("{s|The ministry} did not {c|say} {x|when}.", "not"), ("{s|No official} has {c|said} {x|so}.", "No"),
        ("{s|Lind} refused to {c|say} {x|who had paid}.", "refused"), ("{s|Holm} denied {c|saying} {x|so}.", "denied"),
        ("{s|She} left without {c|saying} {x|where}.", "without"), ("{s|The court} has yet to {c|rule} {x|so}.", "yet"),
    ])
    func wordsThatWereNotSaidAreNegated(text: String, proof: String) {
        #expect(Scene(text).choice(Polarity()) == "negated")
        #expect(Scene(text).evidence(Polarity()) == [proof])
    }

    @Test(arguments: [
        ("If {s|the court} {c|says} {x|so}, the king must go.", "If"), ("{s|Lusk} would {c|say} {x|so}.", "would"),
        ("{s|The queen} is expected to {c|announce} {x|it}.", "expected to"), ("{s|Ashkell} may {c|argue} {x|so}.", "may"),
    ])
    func wordsThatOnlyMayBeSaidAreHypothetical(text: String, proof: String) {
        #expect(Scene(text).choice(Polarity()) == "hypothetical")
        #expect(Scene(text).evidence(Polarity()) == [proof])
    }

    @Test(arguments: [
        "{s|Lind} {c|denied} {x|that officials had promised to sign}.", "{s|Korvin} {c|said} {x|the fleet would not sail}.",
        "{x|“If they sign, we will open,”} {s|Ashkell} {c|said}.", "{s|She}, who does not live here, {c|said} {x|so}.",
        "Not only the bishop but also {s|the king} {c|said} {x|so}.",
    ])
    func whatTheContentOrAnotherClauseDeniesIsReported(text: String) {
        #expect(Scene(text).choice(Polarity()) == "reported")
        #expect(Scene(text).evidence(Polarity()).isEmpty)
    }

    @Test func withoutACueNothingIsSaid() {
        #expect(Scene("{x|“Not one barge,”} he thought.").choice(Polarity()) == nil)
    }
}
