//! The words that names are made of, and the words that they are not made of, folded.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Titles that count whatever follows them is written like.
const TITLES: &str = "mme mmes mlle mlles mm mrs monsieur messieurs madame mesdames mademoiselle \
    mesdemoiselles maitre docteur docteure professeur";
/// Titles that are words or parts of words too: they count with a capital or a full stop.
const SHORT_TITLES: &str = "m mr ms dr drs pr prof miss sir mgr";
/// Titles and functions that count before a capital letter alone.
const FUNCTIONS: &str = "me mes mx nee professeure president presidente ministre prefet prefete maire \
    mairesse senateur senatrice depute deputee directeur directrice rapporteur rapporteure recteur \
    rectrice commissaire conseiller conseillere secretaire ambassadeur ambassadrice general generale \
    colonel colonelle commandant commandante capitaine chef cheffe juge doyen doyenne chair chairman \
    chairwoman adjoint adjointe delegue deleguee inspecteur inspectrice magistrat magistrate \
    procureur procureure";
/// Functions that stand for a person where the name should be.
const POSTS: &str = "responsable charge chargee referent referente correspondant correspondante \
    coordinateur coordinatrice coordonnateur coordonnatrice suppleant suppleante titulaire representant \
    representante tresorier tresoriere administrateur administratrice gestionnaire assistant assistante \
    dsi rssi dpo dgs dg drh sg cto ceo ciso manager officer head interim vacant nomination designer \
    secretary treasurer director deputy premier premiere";
/// What an office is called first.
const OFFICES: &str = "accueil adresse agence administration antenne association atelier autorite boite \
    bureau cabinet cellule centre chambre club collectif college comite commission commune communaute \
    confederation conseil contact cooperative cour delegation departement desk direction ecole entreprise \
    equipe etat federation fondation groupe groupement hopital info institut institution laboratoire \
    liste lycee mairie mediatheque metropole ministere mission observatoire office organisation permanence \
    plateforme pole prefecture programme reception rectorat region reseau secretariat section service \
    services societe standard support syndicat team union universite ville";
/// Words that belong to the surname after them and may be left out.
const PARTICLES: &str = "de du des d da dos di del della von van der den zu of y";
/// Words that belong to the surname after them and are never left out.
const ARTICLES: &str = "le la les l el al ben bin ibn abou abu saint sainte st";
/// Short words that are surnames too: they name nobody before a capital letter, which begins the name.
const SHORT_WORDS: &str = "a ai an as au aux ba bah bon ce da de des do du elle en es est et eu he il je la le les li \
    long lu ma me mes mi mon ne ni nom non nous on or ou par pas per plus sa se ses si so son su sur ta te the to ton \
    tu un une vu we y you";

/// Surnames and first names that are common words too: in small letters they name nobody.
const COMMON: &str = "abbe aimable aime aimee air allemand amande ambre ami amour ancien ange anglais angelique \
    antique argent arc aube aurore aout avril balle barbe barbier baron barre basse bas bateau beau beaumont beau \
    bel belle berger bernardin bien bienvenu bigot bis blanc blanche ble bleu blond bloc bois boisson boiteux bon \
    bonhomme bonnet bonne bosse boucher bouchon boulanger bourgeois bout bouton boyer bras brave bref breton brise \
    brosse brown brule brun brune buisson cadet camp canal canon cardinal carre carpentier carte castel cave celeste \
    cerise cesar chaise chambre champ champion chance change chanson chapelle charbon charge charite charmant \
    charpentier chasse chasseur chat chateau chaud chauve chef chemin chene cher chevalier cheval chevre chopin \
    claire clair clef clement clemence clerc cloche clos cloutier coeur coin col colas collet colombe comble comte \
    conde constance constant content coq corbeau cordier corne cote couleur coupe cour court couteau couturier cousin \
    creuse croix cuisinier cure curie danger daim dame delice desire desiree deux diamant dieu dimanche divin doux \
    drapeau droit duc dur durand eau ecuyer eglise encore enfant entier epoux ermite etoile evrard faim faucon faure \
    faux fer ferme ferrand fete feu fevre fidele fier fin fleur flamand fleuri foin fonds fontaine force forest foret \
    forge fort fortune fou fougere four fournier frais franc france francais franche franchise frere froment fruit \
    gagne gallois garde garnier gaillard gaspard gay genet gentil gerbe glace gloire gland gomme grace grain grand \
    grande granger grave gros grosse guerin guerre guide habit haie hardi haut hermine herbe heros heureux hiver \
    homme honneur hope horloge hotel huit iris ivoire jacob janvier jardin jasmin jaune jeudi jeune jeux joie joli \
    jolie joly jour joy juin juillet juge juste justice labbe lac laine lange large laurier leger lent lettre levant \
    libre liberte lin lion livre loi loin loiseau long louange loup lucide luce lumiere lundi lune lys maigre maillot \
    maire maison maitre mai major mal malin manoir marais marbre marchand mardi mare marguerite marechal marin marine \
    marque mars martinet masse masson matin mauvais max mechant medecin melodie menage menu mercier mer merci mercredi \
    merle merveille messager meunier midi mieux mignon milan mince mine modeste moine mois monde mont montagne moreau \
    mort mouton moulin moyen muguet mur muraille nature neuf neveu noble noel noir noire nord norm nouveau nuit oceane \
    oiseau olive olivier ombre opale or orange orient ours page pain paix palme panier papillon parfait paris parc \
    parent part partage pas pascal passage passion pasteur patience patron pauvre paysan peche pele pelerin perdrix \
    perle perrier petit petite pied pierre pigeon pin pinson place plaisance plat plume poche poire poirier poisson \
    poivre pomme pommier pont port porte portier potier poulain pouce prairie pre prefet premier pres prevost prieur \
    prince printemps prior prise promise providence prudence prudent prune puits quart quatre quentin rat raisin rang \
    regard regent regie reine renard repos reve rey richard riche riviere robe roc roche rocher roi romain roman rond \
    ronde rosa rose rosier rossignol rouge rousse rousseau roussel roux royal royer ruby rue sable sabre sage saint \
    salle salomon samedi sans santa sauvage savant savon seigneur sel selle semaine sept serein sergent serre seul \
    silence simple six soir soldat soleil solitude sorbier souris souverain stable sucre sud suisse table tailleur \
    tambour tard taureau temps tendre terre tete texte thym tigre timide toile toussaint tour tournesol traversier \
    tresor trois trompette troupe vache vaillant val valet vallee vase veau veille vendredi vent venus ver verger \
    verite verre vert verte vertu veuve victoire vide vie vieille vieux vigne vigneron vif vilain villa village ville \
    vin violet violette vigier voisin voix volant vrai zele black white green brown young king stone wood bush fox \
    grant hill lake law may june april summer dawn hope faith joy mark bill will rob chase frank grace ray rich";

/// First names, those of France first; some of them are surnames too.
const GIVEN: &str = "aaron abdel abdou abel adam adama ada adele adelaide adeline adrien adrienne agathe agnes \
    ahmed aicha aime aimee aissatou alain alan alana alban albane albert alberte aldo alex alexander alexandra \
    alexandre alexia alexis alfred ali alice alicia alina aline alix alma aloys alphonse alyssa amadou amaury \
    ambre ambroise amelie amina aminata amine amir anais anas anatole andre andrea andree andreas anders andrew \
    ange angela angele angelique anita anna annabelle annaelle anne annette annick annie anouk anselme anthony \
    antoine antoinette anton antonin antonio apolline archibald ariane arlette armand armelle arnaud arnold \
    arsene arthur asma assia astrid aubert aubin aude audrey auguste augustin aure aurelia aurelie aurelien aurore \
    axel axelle aya aymeric ayoub baptiste barbara barnabe barthelemy bastien beatrice benedicte benjamin benoit \
    berenice bernadette bernard berthe bertrand bilal bintou blaise blanche boris boubacar brahim brice brigitte \
    bruno camille candice capucine carine carl carla carlos carmen carole caroline catherine cathy cecile cedric \
    celeste celia celine cesar chantal charlene charles charlie charlotte cheikh chloe chris christel christelle \
    christian christiane christine christophe christopher cindy claire clara clarisse claude claudette claudia \
    claudie claudine clea clemence clement clementine cloe clothilde clotilde colette colin coline come constance \
    constant constantin cora coralie corentin corinne cosme cyprien cyril cyrille damien dan daniel danielle dany \
    daphne david deborah delphine denis denise desire diane didier diego dimitri djamel djibril dominique dora \
    doris dorothee dylan ebene eddy edgar edith edmond edouard edwige eglantine elena eleonore elena elia eliane \
    elias elie eline eliott elisa elisabeth elise elodie eloise elsa elvire emeline emeric emile emilia emilie \
    emilien emily emma emmanuel emmanuelle emy enora enzo eric erica erik erika erwan estelle esteban esther \
    ethan etienne eugene eugenie eva evan eve evelyne ewen fabien fabienne fabio fabrice fadila fanny faouzi farid \
    fatima fatou fatoumata faustine felicie felicien felix ferdinand fernand fiona flavie flavien fleur flora \
    flore florence florent florian francine francis franck francois francoise frank fred freddy frederic \
    frederique gabin gabriel gabriela gabrielle gael gaelle gaetan gaspard gaston gauthier gautier genevieve \
    geoffrey geoffroy george georges georgette gerald geraldine gerard germain germaine ghislain ghislaine gilbert \
    gilberte gilles gino gisele giulia gladys gonzague gregoire gregory guenole guilhem guillaume gustave guy \
    gwenael gwenaelle gwendoline habib hadrien hakim hamza hannah hans harold harry hassan helena helene heloise \
    henri henriette henry herve hicham hippolyte honore hortense houda hubert hugo hugues ian ibrahim ibrahima \
    ida idriss ilan ilyes imane ines ingrid irene irina iris isabelle isaac isidore ismael issa ivan jack jackie \
    jacky jacqueline jacques jade jamal james jan jana jane janine jason jawad jean jeanine jeanne jeannette \
    jeannine jennifer jeremie jeremy jerome jessica joachim joan joana joanna jocelyne joe joel joelle joey johan \
    johanna john johnny jonas jonathan jordan joris jose josee joseph josephine josette josiane josselin joy joyce \
    juan jules julia julian juliane julie julien julienne juliette justin justine kamel karim karima karin karine \
    karl kateline katia kelly kenza kevin khadija khaled kilian kylian laetitia laila lamine lana lara laura laure \
    laurence laurent laurie laurine lea leila leo leon leona leonard leonie leopold leslie leon lila lilian \
    liliane lilou lily lina linda line lionel lisa lise lison livia lola loic lorena lorenzo loris lou louane \
    louis louisa louise louka louna lourdes luc luca lucas luce lucette lucie lucien lucienne lucile lucy ludivine \
    ludovic luis luna lydia lydie lyse mael maelle maelys magali magalie mahaut mai maialen maite malek malik \
    malika malo mamadou manon manuel manuela marc marcel marceau marcelle marco marcus margaux margot marguerite \
    maria mariam marianne marie marielle marin marina marine mario marion marius marjolaine marjorie mark marlene \
    marthe martial martin martine mary maryline maryse maryvonne mateo mathias mathieu mathilde mathis mathurin \
    matteo matthias matthieu maud maurice max maxence maxime maximilien maya medhi mehdi melanie melina melissa \
    mercedes meriem merlin meryem mia michael michel michele micheline michelle miguel mikael mila milan milo \
    mireille mohamed mohammed moise mona monica monique morgan morgane mouna mounir moussa muriel mustapha myriam \
    nabil nadege nadia nadine naima nancy naomi narcisse natacha natalia natalie nathalie nathan nathanael nelly \
    nestor nicolas nicole nina noa noah noam noe noel noelle noemie nolan nolwenn nora norbert norman nour oceane \
    octave odette odile olga olivia olivier omar ondine oriane orlane oscar oumar pablo paloma paola pascal \
    pascale pascaline patrice patricia patrick paul paula paule paulette pauline pedro peggy perrine peter \
    petra philibert philippe philippine pierre pierrette pierrick prune quentin rachel rachid rafael ralph \
    raoul raphael raphaelle rayan raymond raymonde rebecca regine regis remi remy renald renaud rene renee \
    ricardo richard rita robert roberto robin roch rodolphe rodrigue roger roland romain romane romeo romuald \
    ronan rosa rosalie rose roselyne roxane ruben ruth sabine sabrina sacha said salim salima salome salomon \
    sam samia samir samira samuel samy sandra sandrine sara sarah sasha saskia sean sebastien selim selma \
    serena serge severine severin sheila sibylle sidonie siham simeon simon simone sixtine sofia sofiane sohan \
    solange solene soline sonia sophie soraya souad stanislas stella stephan stephane stephanie steve steven \
    suzanne suzette suzie swann sylvain sylvaine sylvestre sylvette sylviane sylvie tanguy tania tarek tatiana \
    teddy teo teresa tessa thais thea theo theodore theophile therese thibaud thibault thibaut thierry thomas \
    tifenn tim timeo timothee tiphaine titouan tom tony tristan ugo ulysse urbain ursule vadim valentin valentine \
    valere valerie valery vanessa vera veronique victoire victor victoria vincent violaine violette virgile \
    virginie vivian viviane vivien wendy wilfried wilhelm william xavier yacine yael yan yann yanis yannick \
    yasmina yasmine yassine yoann yoan yohan yolande youcef youssef ysee yvan yves yvette yvon yvonne zacharie \
    zahra zelie zineb zoe";

/// What a street is called that is named after a person; what also says something else, such as `route` or
/// `place`, is among [`BUILDINGS`].
const STREETS: &str = "rue rues avenue boulevard bd bld allee allees impasse quai faubourg";
/// What is named after a person where the name has hyphens.
const BUILDINGS: &str = "place square chemin route esplanade promenade passage rond-point giratoire street road ecole college lycee stade gymnase salle amphitheatre pont parc jardin hopital clinique \
    bibliotheque mediatheque theatre centre espace complexe groupe scolaire universite residence gare maison prix";

/// Letters of other scripts that look like those of the Latin one, in both cases, and what they look like.
const LOOKALIKES: [(&str, &str); 3] = [
    // Cyrillic.
    (
        "аеорсухіјѕкмтвнԁԛѡһҫёїАЕОРСУХІЈЅКМТВНԌҪЁЇ",
        "aeopcyxijskmtbhdqwhceiaeopcyxijskmtbhgcei",
    ),
    // Greek.
    ("αειοκνρτυχηγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeiokvptuxnyabezhikmnoptyx"),
    // Small capitals of phonetic writing, and Armenian.
    (
        "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɡɑօսո",
        "abcdefghijklmnoprstuvwyzgaoun",
    ),
];

type Words = LazyLock<BTreeSet<&'static str>>;

macro_rules! words {
    ($($name:ident: $list:ident;)*) => {
        $(
            #[must_use]
            pub fn $name(word: &str) -> bool {
                static WORDS: Words = LazyLock::new(|| $list.split_whitespace().collect());
                WORDS.contains(word)
            }
        )*
    };
}

words! {
    is_full_title: TITLES;
    is_short_title: SHORT_TITLES;
    is_function: FUNCTIONS;
    is_post: POSTS;
    is_office: OFFICES;
    is_particle: PARTICLES;
    is_article: ARTICLES;
    is_short_word: SHORT_WORDS;
    is_common: COMMON;
    is_given: GIVEN;
    is_street: STREETS;
    is_building: BUILDINGS;
}

#[must_use]
pub fn is_title(word: &str) -> bool {
    is_full_title(word) || is_short_title(word) || is_function(word)
}

/// Tells whether a title says no more than that a person is meant: `M.`, not `Dr`.
#[must_use]
pub fn is_civility(word: &str) -> bool {
    let is_title = is_full_title(word) || is_short_title(word);
    let says_more = [
        "docteur",
        "docteure",
        "dr",
        "drs",
        "maitre",
        "mgr",
        "pr",
        "prof",
        "professeur",
    ];
    is_title && !says_more.contains(&word)
}

/// Returns the Latin letter that a letter of another script looks like.
#[must_use]
pub fn lookalike(letter: char) -> Option<char> {
    let is_other_script = matches!(letter, '\u{251}'..='\u{2af}' | '\u{370}'..='\u{58f}' | '\u{1d00}'..='\u{1d2b}' | '\u{a730}'..='\u{a731}');
    if !is_other_script {
        return None;
    }
    LOOKALIKES.iter().find_map(|(letters, latin)| {
        let at = letters.chars().position(|it| it == letter)?;
        latin.chars().nth(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lookalike_has_its_letter() {
        for (letters, latin) in LOOKALIKES {
            assert_eq!(letters.chars().count(), latin.chars().count(), "{letters}");
        }
        assert_eq!(lookalike('е'), Some('e'));
        assert_eq!(lookalike('Ν'), Some('n'));
        assert_eq!(lookalike('é'), None);
    }
}
