import Record
import Testing

@testable import Meaning

@Suite struct SourcingTests {
    @Test func aNameIsNeverUnnamed() {
        #expect(Scene("{s|Thora Holm} {c|said} {x|no}.", entities: [(.name, ["Thora Holm"])]).choice(Sourcing()) == "named")
        #expect(Scene("{s|Thora Holm} {c|said} {x|no}.").choice(Sourcing()) == "named")
    }

    @Test func pronounsAndDescriptionsMeanTheirEntity() {
        let named: [(MentionForm, [String])] = [(.name, ["Ruvo Ashkell", "The fisherman"])]
        #expect(
            Scene("Ruvo Ashkell came. {s|The fisherman} {c|said} {x|no}.", entities: named).choice(Sourcing()) == "named")
        let clerk = Scene("A clerk came. {s|She} {c|said} {x|no}.", entities: [(.nominal, ["A clerk"])])
        #expect(clerk.choice(Sourcing()) == "unnamed")
    }

    @Test(arguments: [
        "{s|An aide}, who spoke on condition of anonymity, {c|said} {x|no}.",
        "{s|Two clerks} not authorised to speak {c|said} {x|no}.",
        "{s|An aide} {c|said} {x|no}. He asked not to be named.", "{s|A pilot} who didn’t want to be named {c|said} {x|no}.",
    ])
    func whoAsksNotToBeNamedIsAnonymousInThisSentenceAndTheNext(text: String) {
        #expect(Scene(text).choice(Sourcing()) == "anonymous")
        #expect(Scene(text).evidence(Sourcing()).count == 1)
    }

    @Test(arguments: [
        "{s|A guard}, asking that his name be withheld, {c|said} {x|no}.",
        "{s|Four soldiers} {c|said} {x|no}. They declined to give their names.",
        "{s|Some members}, who would only speak off the record, {c|said} {x|no}.",
    ])
    func namesThatAreWithheldAreAnonymousToo(text: String) {
        #expect(Scene(text).choice(Sourcing()) == "anonymous")
    }

    @Test func whoSpeaksForOthersIsUnnamed() {
        for source in ["The port’s spokesman", "The spokeswoman", "Sources"] {
            #expect(Scene("{s|\(source)} {c|said} {x|no}.", entities: [(.nominal, [source])]).choice(Sourcing()) == "unnamed")
        }
    }

    @Test func whereAnArticleNamesPeopleADescriptionMeansOneOfThemButRelationsStayRoles() {
        func choice(_ source: String) -> String? {
            Scene(
                "Mara Lind came. {s|\(source)} {c|said} {x|no}.", entities: [(.nominal, [source]), (.name, ["Mara Lind"])]
            ).choice(Sourcing())
        }
        #expect(choice("The senator") == "named")
        #expect(choice("Her lawyer") == "role")
        #expect(choice("A clerk") == "unnamed")
    }

    @Test func whoIsNamedIsNotAnonymousBesideSomebodyWhoIs() {
        let scene = Scene(
            "{s|Thora Holm} {c|said} {x|a clerk, who asked not to be named, fled}.", entities: [(.name, ["Thora Holm"])])
        #expect(scene.choice(Sourcing()) == "named" && scene.evidence(Sourcing()).isEmpty)
    }

    @Test func aRoleShowsWhichIndividualItIs() {
        for source in ["Her lawyer", "The prosecutor", "Lusk’s foreign minister"] {
            #expect(Scene("{s|\(source)} {c|said} {x|no}.", entities: [(.nominal, [source])]).choice(Sourcing()) == "role")
        }
        for source in ["An official", "One resident", "The source"] {
            #expect(Scene("{s|\(source)} {c|said} {x|no}.", entities: [(.nominal, [source])]).choice(Sourcing()) == "unnamed")
        }
    }

    @Test func sourcesAreNotWhoStandsBeforeThem() {
        for source in ["Norrvik Palace sources", "Harbour Board insiders", "Sources in Norrvik"] {
            #expect(Scene("{s|\(source)} {c|said} {x|no}.").choice(Sourcing()) == "unnamed", "\(source)")
            let named = Scene("{s|\(source)} {c|said} {x|no}.", entities: [(.name, [source])])
            #expect(named.choice(Sourcing()) == "unnamed", "\(source)")
        }
    }

    @Test func aPronounWhereNobodyIsNamedIsUnnamed() {
        #expect(Scene("{s|He} has yet to {c|say} {x|when}.").choice(Sourcing()) == "unnamed")
        #expect(Scene("{s|He} {c|said} {x|no}.", entities: [(.pronoun, ["He"])]).choice(Sourcing()) == "unnamed")
        let named: [(MentionForm, [String])] = [(.pronoun, ["He"]), (.name, ["Ruvo Ashkell"])]
        #expect(Scene("Ruvo Ashkell came. {s|He} {c|said} {x|no}.", entities: named).choice(Sourcing()) == "named")
    }

    @Test func withoutASourceThereIsNone() {
        #expect(Scene("{c|It was reported} {x|that grain ran out}.").choice(Sourcing()) == "none")
        #expect(Scene("{s|No one} {c|said} {x|that grain ran out}.").choice(Sourcing()) == "none")
    }
}

@Suite struct LayersTests {
    @Test func everyCardIsSoundAndNamesAreDifferent() {
        for card in Layers.cards { #expect(card.fault == nil, "\(card.name)") }
        #expect(Set(Layers.cards.map(\.name)).count == Layers.cards.count)
    }

    @Test func everyMarkIsOneThatItsCardAccepts() {
        let marks = Layers.marks(of: Scene("{s|An aide} did not {c|say} {x|when}.", published: "2031-05-14").article)
        for mark in marks {
            #expect(Layers.cards.first { $0.name == mark.layer }?.accepts(mark) == true)
        }
        // The others need what the network sees.
        #expect(Set(marks.map(\.layer)) == ["sourcing", "polarity", "said"])
    }

    @Test func whatAPersonJudgedStaysAndTheLayersOwnMarksAreReplaced() {
        let scene = Scene("{s|Thora Holm} {c|said} {x|no}.").article
        func mark(_ layer: String, _ author: Mark.Author) -> Mark {
            Mark(of: .statement(0), layer: layer, value: .choice("role"), confidence: 1, by: author)
        }
        var findings = scene.findings
        findings.marks = [mark("sourcing", .layer(version: 1)), mark("another", .layer(version: 1))]
        let marked = Layers.marked(scene.article, findings, nil).marks
        #expect(marked.filter { $0.layer == "sourcing" }.map(\.value) == [.choice("named")])
        #expect(marked.contains(mark("another", .layer(version: 1))))
        findings.marks = [mark("sourcing", .person("Ada"))]
        #expect(Layers.marked(scene.article, findings, nil).marks.filter { $0.layer == "sourcing" } == findings.marks)
    }
}
